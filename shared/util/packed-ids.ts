const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = new Map([...LETTERS].map((letter, value) => [letter, value]))
/** Of the six bits in a letter the highest says that more follow. */
const MORE = 32
const BITS = 5

/**
 * Ids as short text for a message: sorted, each as its distance from the one before, in letters of five bits, least
 * first. A hundred thousand of a dense catalog take about as many letters.
 * @param ids positive integers below 2^31; the order is not kept, doubles are dropped
 */
export function packIds(ids: Iterable<number>): string {
  const sorted = Int32Array.from(new Set(ids)).sort()
  const letters: string[] = []
  let before = 0
  for (const id of sorted) {
    let distance = id - before
    before = id
    do {
      const low = distance % MORE
      distance = Math.floor(distance / MORE)
      letters.push(LETTERS[distance > 0 ? low + MORE : low] ?? '')
    } while (distance > 0)
  }
  return letters.join('')
}

/** The other direction. Null for text that {@link packIds} did not make. */
export function unpackIds(text: string): Int32Array | null {
  const ids: number[] = []
  let before = 0
  let distance = 0
  let place = 0
  for (const letter of text) {
    const value = VALUES.get(letter)
    if (value === undefined) return null
    distance += (value % MORE) * 2 ** (BITS * place)
    if (value >= MORE) {
      place += 1
      if (place > 6) return null
      continue
    }
    if (distance === 0) return null
    before += distance
    if (before > 0x7fff_ffff) return null
    ids.push(before)
    distance = 0
    place = 0
  }
  return place === 0 ? Int32Array.from(ids) : null
}

/** How well a name answers what was typed; null: not at all. The greater the better. */
export function matchScore(query: string, name: string): number | null {
  const wanted = folded(query)
  const text = folded(name)
  if (wanted === '') return 0
  const at = text.indexOf(wanted)
  if (at >= 0) return wordStart(text, at) ? 200 - at - text.length / 100 : 120 - at - text.length / 100
  return scattered(wanted, text)
}

/** The best of several names: a command is found by each of them. */
export function bestScore(query: string, names: readonly string[]): number | null {
  let best: number | null = null
  for (const name of names) {
    const score = matchScore(query, name)
    if (score !== null && (best === null || score > best)) best = score
  }
  return best
}

/** Letters in their order with others between, as in "cfl" for "Confirm likely"; most of them must begin words. */
function scattered(wanted: string, text: string): number | null {
  let place = -1
  let starts = 0
  let gaps = 0
  for (const letter of wanted.replaceAll(' ', '')) {
    const next = text.indexOf(letter, place + 1)
    if (next < 0) return null
    if (wordStart(text, next)) starts += 1
    gaps += next - place - 1
    place = next
  }
  return starts * 2 >= wanted.length || gaps <= wanted.length ? 60 + starts * 5 - gaps : null
}

function wordStart(text: string, at: number): boolean {
  return at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')
}

/** Without case, accents and the German sharp s. */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').trim()
}

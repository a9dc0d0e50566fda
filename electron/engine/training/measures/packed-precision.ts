/*
 * Average precision of 100,000 scores in a few milliseconds: a score and its truth are one whole number that sorts as
 * the score does, and whole numbers are sorted digit by digit.
 */
const DIGIT_BITS = 11
const DIGITS = 2 ** DIGIT_BITS

/**
 * A score with its truth.
 * @param bits the float32 of a score from 0 to 1, as it lies in memory
 */
export function packed(bits: number, isTrue: boolean): number {
  return bits * 2 + (isTrue ? 1 : 0)
}

/**
 * As {@link averagePrecision} of the same scores: equal ones are one step. Null without positives.
 * @param answers made by {@link packed}; in no order, and in another one afterwards
 */
export function packedPrecision(answers: Uint32Array): number | null {
  const sorted = sortedUpward(answers)
  let [seen, found, foundBefore, sum] = [0, 0, 0, 0]
  for (let at = sorted.length - 1; at >= 0; at--) {
    const answer = sorted[at] as number
    seen++
    found += answer & 1
    const isLastOfTie = at === 0 || (sorted[at - 1] as number) >>> 1 !== answer >>> 1
    if (isLastOfTie && found > foundBefore) {
      sum += (found - foundBefore) * (found / seen)
      foundBefore = found
    }
  }
  return found === 0 ? null : sum / found
}

/** Radix sort, least digit first: three passes over 31 bits. */
function sortedUpward(values: Uint32Array): Uint32Array {
  let from = values
  let to: Uint32Array = new Uint32Array(values.length)
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    const starts = new Uint32Array(DIGITS + 1)
    for (let at = 0; at < from.length; at++) {
      const digit = ((from[at] as number) >>> shift) & (DIGITS - 1)
      starts[digit + 1] = (starts[digit + 1] as number) + 1
    }
    for (let digit = 1; digit < DIGITS; digit++) {
      starts[digit] = (starts[digit] as number) + (starts[digit - 1] as number)
    }
    for (let at = 0; at < from.length; at++) {
      const digit = ((from[at] as number) >>> shift) & (DIGITS - 1)
      const place = starts[digit] as number
      to[place] = from[at] as number
      starts[digit] = place + 1
    }
    ;[from, to] = [to, from]
  }
  return from
}

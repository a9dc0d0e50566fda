import { seededRandom } from '../../platform/random.ts'

/** Up to so many differences every choice of signs is counted. */
const COUNTED = 14
const DRAWS = 10_000

/**
 * How likely a mean of paired differences at least as high would be if each were as likely to have the other sign: the
 * one-sided sign-flip test (Fisher 1935, _The Design of Experiments_, §21). It asks nothing of how the differences are
 * spread, which with losses is far from normal; with few it counts all choices of signs, with more it draws
 * 10,000 of them (Phipson and Smyth 2010: the observed one is one of them, so the answer is never 0).
 */
export function signFlipProbability(differences: Float64Array, seed: number): number {
  // What is zero is zero with either sign.
  const values = differences.filter((value) => value !== 0)
  const observed = values.reduce((sum, value) => sum + value, 0)
  // The same terms in another order may differ in their last digit.
  const bar = observed - 1e-12 * values.reduce((sum, value) => sum + Math.abs(value), 0)
  const isCounted = values.length <= COUNTED
  const draws = isCounted ? 2 ** values.length : DRAWS
  const random = seededRandom(seed)
  let reached = 0
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0
    for (let at = 0; at < values.length; at++) {
      const isFlipped = isCounted ? ((draw >>> at) & 1) === 1 : random() < 0.5
      sum += isFlipped ? -(values[at] as number) : (values[at] as number)
    }
    if (sum >= bar) reached++
  }
  return isCounted ? reached / draws : (reached + 1) / (draws + 1)
}

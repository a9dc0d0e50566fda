import type { EstimatedGain } from '#shared/contract/review.ts'
import type { JudgingBasis } from '../teach/sides.ts'

/** A teaching that was judged: what it was worth on films that it did not learn from, and how much was new to its parent. */
export interface JudgedTeaching {
  basis: JudgingBasis
  /** Mean log-loss of a film, paired. */
  lossBefore: number
  lossAfter: number
  /** Verdicts that its parent had not learned. */
  newVerdicts: number
}

/** So many teachings tell what the next is worth. */
export const TELLING = 3

/**
 * What a teaching now would gain: the median share of the loss that a new verdict took off in the last three, for as many
 * verdicts as wait. Used or not, each of the three counts: of those that were used alone the gains would be the
 * lucky ones. What one verdict is worth falls with their number, so no more are counted than one of the three had.
 * @param last teachings, the last first
 * @param waiting verdicts that the model in use has not learned
 * @returns null where three do not tell: there are fewer, other films judged, or one had nothing new to learn from
 */
export function estimateGain(last: readonly JudgedTeaching[], waiting: number): EstimatedGain | null {
  const telling = last.slice(0, TELLING)
  const [first] = telling
  const isTelling = ({ basis, lossBefore, newVerdicts }: JudgedTeaching) =>
    basis === first?.basis && lossBefore > 0 && newVerdicts > 0
  if (first === undefined || telling.length < TELLING || waiting <= 0 || !telling.every(isTelling))
    return null
  const counted = Math.min(waiting, Math.max(...telling.map(({ newVerdicts }) => newVerdicts)))
  const [low = 0, share = 0, high = 0] = telling
    .map(({ lossBefore, lossAfter, newVerdicts }) => (lossBefore - lossAfter) / lossBefore / newVerdicts)
    .sort((left, right) => left - right)
    .map((each) => each * counted)
  return { share, low, high, verdicts: waiting, basis: first.basis }
}

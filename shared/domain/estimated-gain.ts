import type { EstimatedGain } from '../contract/review.ts'

/** Below half a percent a gain is no figure to be told: with the films there are, that is nothing. */
const LEAST_TOLD = 0.005

/**
 * Which sentences of `review.gain` tell an expected gain, in their order: what it may be, and its range with the films that
 * told it. A range from nothing to nothing is none.
 */
export function sentencesOfGain({
  share,
  low,
  high,
  basis,
}: EstimatedGain): ('some' | 'little' | EstimatedGain['basis'])[] {
  if (share >= LEAST_TOLD) return ['some', basis]
  return Math.round(low * 100) === Math.round(high * 100) ? ['little'] : ['little', basis]
}

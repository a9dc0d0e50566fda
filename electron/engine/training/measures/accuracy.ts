import type { Scores } from './average-precision.ts'

/** Per-label accuracy is always taken at this probability. */
export const HALF = 0.5

/** The share of all film × label answers that are right when a label is answered from 0.5 on. */
export function perLabelAccuracy(scores: Scores, truth: Uint8Array): number {
  let right = 0
  for (let pair = 0; pair < truth.length; pair++) {
    if ((scores[pair] as number) >= HALF === (truth[pair] === 1)) right++
  }
  return right / truth.length
}

/** The accuracy of answering nothing for every film: what any model must beat. */
export function predictNothingAccuracy(truth: Uint8Array): number {
  return 1 - truth.reduce((sum, value) => sum + value, 0) / truth.length
}

/** The accuracy of answering, for every film, just the labels that at least half of the training films have. */
export function genrePriorAccuracy(truth: Uint8Array, trainingPrevalence: readonly number[]): number {
  const labels = trainingPrevalence.length
  let right = 0
  for (let pair = 0; pair < truth.length; pair++) {
    if ((trainingPrevalence[pair % labels] ?? 0) >= HALF === (truth[pair] === 1)) right++
  }
  return right / truth.length
}

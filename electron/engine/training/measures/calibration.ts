import { seededRandom } from '../../platform/random.ts'
import type { Scores } from './average-precision.ts'

export const BINS = 15
/** Labels are drawn so often to learn what chance alone does to the error of one genre. */
const DRAWS = 20

/**
 * Expected calibration error (Naeini et al. 2015, Guo et al. 2017) over all film × label pairs: 15 bins of equal width,
 * each one's |mean score − share of positives| weighted by its size. A bin holds its lower edge, the last one 1 too.
 */
export function pooledCalibrationError(scores: Scores, truth: Uint8Array): number {
  const excess = new Float64Array(BINS)
  for (let pair = 0; pair < truth.length; pair++) {
    const score = scores[pair] as number
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(score * BINS)))
    excess[bin] = (excess[bin] as number) + score - (truth[pair] as number)
  }
  return excess.reduce((sum, value) => sum + Math.abs(value), 0) / truth.length
}

export interface LabelCalibration {
  ece: number
  /** What a perfectly calibrated model would show on the same scores, by chance alone. */
  expected: number
}

/**
 * One label's calibration error in 15 bins of (nearly) equal mass, with equal scores always in one bin, so that the
 * order of the films does not matter. With few films the error of even a perfect model is not 0: `expected` is its mean
 * over twenty draws of labels from the scores themselves (Bröcker and Smith 2007, consistency resampling).
 */
export function labelCalibration(
  scores: Scores,
  truth: Uint8Array,
  labelCount: number,
  label: number,
  seed = 1,
): LabelCalibration {
  const films = truth.length / labelCount
  const order = Int32Array.from({ length: films }, (_, film) => film * labelCount + label)
  order.sort((left, right) => (scores[left] as number) - (scores[right] as number))
  const sorted = Float64Array.from(order, (pair) => scores[pair] as number)
  const ends = equalMassEnds(sorted)
  const random = seededRandom(seed)
  let drawn = 0
  for (let draw = 0; draw < DRAWS; draw++) {
    const labels = Uint8Array.from(sorted, (score) => (random() < score ? 1 : 0))
    drawn += binnedError(sorted, labels, ends)
  }
  const actual = Uint8Array.from(order, (pair) => truth[pair] as number)
  return { ece: binnedError(sorted, actual, ends), expected: drawn / DRAWS }
}

/** Where each bin ends, exclusive; an end within a run of equal scores moves behind it. */
export function equalMassEnds(sorted: Float64Array): number[] {
  const ends: number[] = []
  for (let bin = 1; bin <= BINS; bin++) {
    let end = Math.round((bin * sorted.length) / BINS)
    while (end > 0 && end < sorted.length && sorted[end] === sorted[end - 1]) end++
    if (end > (ends.at(-1) ?? 0)) ends.push(end)
  }
  return ends
}

function binnedError(sorted: Float64Array, labels: Uint8Array, ends: readonly number[]): number {
  let sum = 0
  let index = 0
  for (const end of ends) {
    let excess = 0
    for (; index < end; index++) excess += (sorted[index] as number) - (labels[index] as number)
    sum += Math.abs(excess)
  }
  return sum / sorted.length
}

/** Brier score (1950): the mean squared error of the probabilities over all film × label pairs. */
export function brierScore(scores: Scores, truth: Uint8Array): number {
  let sum = 0
  for (let pair = 0; pair < truth.length; pair++)
    sum += ((scores[pair] as number) - (truth[pair] as number)) ** 2
  return sum / truth.length
}

/**
 * Brier skill: 1 − Brier / Brier of the prior, which says every label's training prevalence for every film. 1 is
 * perfect, 0 no better than the prior, below 0 worse; null when the prior is never wrong.
 */
export function brierSkill(
  scores: Scores,
  truth: Uint8Array,
  trainingPrevalence: readonly number[],
): number | null {
  const labels = trainingPrevalence.length
  const prior = brierScore(
    Float64Array.from(truth, (_, pair) => trainingPrevalence[pair % labels] ?? 0),
    truth,
  )
  return prior === 0 ? null : 1 - brierScore(scores, truth) / prior
}

/** The Brier skill of each label by itself, in their order. */
export function labelBrierSkills(
  scores: Scores,
  truth: Uint8Array,
  trainingPrevalence: readonly number[],
): (number | null)[] {
  const ofLabel = (label: number) => (_: unknown, pair: number) => pair % trainingPrevalence.length === label
  return trainingPrevalence.map((prior, label) =>
    brierSkill(scores.filter(ofLabel(label)), truth.filter(ofLabel(label)), [prior]),
  )
}

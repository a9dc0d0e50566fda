import { seededRandom } from '../../platform/random.ts'
import type { Pieces } from '../in-turns.ts'
import { atOnce } from '../in-turns.ts'
import type { Ranking, Scores } from './average-precision.ts'
import { averagePrecision, meanOfKnown, rankLabel } from './average-precision.ts'

export type Interval = [low: number, high: number]

export const RESAMPLES = 1000
/** Two-sided 95 % of the normal distribution. */
const STANDARD_ERRORS = 1.96

/**
 * The bootstrap standard error of a statistic (Efron 1979): its standard deviation over resamples of the films, drawn
 * with replacement, all labels of a film together.
 * @param statistic of a resample, given how often each film is in it; null when it has no value there
 * @returns null when fewer than two resamples have a value
 */
export function bootstrapError(
  films: number,
  statistic: (weights: Uint16Array) => number | null,
  options: ResampleOptions = {},
): number | null {
  return bootstrapErrors(films, (weights) => [statistic(weights)], options)[0] ?? null
}

export interface ResampleOptions {
  seed?: number
  resamples?: number
}

/**
 * The same of several statistics on the same resamples.
 * @param statistics of a resample, always as many and in the same order
 * @returns none without resamples
 */
export function bootstrapErrors(
  films: number,
  statistics: (weights: Uint16Array) => readonly (number | null)[],
  options: ResampleOptions = {},
): (number | null)[] {
  return atOnce(bootstrapErrorsInPieces(films, statistics, options))
}

/** {@link bootstrapErrors}, a resample a piece. */
export function* bootstrapErrorsInPieces(
  films: number,
  statistics: (weights: Uint16Array) => readonly (number | null)[],
  { seed = 1, resamples = RESAMPLES }: ResampleOptions = {},
): Pieces<(number | null)[]> {
  const random = seededRandom(seed)
  const weights = new Uint16Array(films)
  const values: number[][] = []
  for (let resample = 0; resample < resamples; resample++) {
    weights.fill(0)
    for (let drawn = 0; drawn < films; drawn++) {
      const film = Math.floor(random() * films)
      weights[film] = (weights[film] as number) + 1
    }
    statistics(weights).forEach((value, index) => {
      const ofOne = (values[index] ??= [])
      if (value !== null) ofOne.push(value)
    })
    yield
  }
  return values.map(standardDeviation)
}

function standardDeviation(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}

/**
 * Point ± 1.96 standard errors. Not the percentiles of the resamples: a film drawn twice is a tie with itself, which
 * lifts the average precision of every resample.
 */
export function intervalAround(point: number | null, error: number | null): Interval | null {
  if (point === null || error === null) return null
  return [point - STANDARD_ERRORS * error, point + STANDARD_ERRORS * error]
}

/** Macro mAP of films as often as the weights say; a label without positives among them is left out. */
export function macroAveragePrecision(rankings: readonly Ranking[], weights?: Uint16Array): number | null {
  return meanOfKnown(rankings.map((ranking) => averagePrecision(ranking, weights)))
}

export interface PairedDifference {
  /** Macro mAP of a minus that of b. */
  difference: number
  /** Of the difference, 95 %; null when there are too few films to tell. */
  interval: Interval | null
}

/**
 * Compares two models on the same films: every resample draws the same films for both, so that what makes a film hard
 * for either cancels out. The models differ when the interval leaves out 0.
 * @param a the first model's scores, row-major films × labels; `b` the second's, of the same films in the same order
 * @returns null when no label has positives
 * @throws RangeError when the shapes differ
 */
export function pairedDifference(
  a: Scores,
  b: Scores,
  truth: Uint8Array,
  labelCount: number,
  options: { seed?: number; resamples?: number } = {},
): PairedDifference | null {
  if (a.length !== truth.length || b.length !== truth.length || truth.length % labelCount !== 0) {
    throw new RangeError('Both models’ scores and the truth must be of the same films and labels')
  }
  const rankingsOf = (scores: Scores) =>
    Array.from({ length: labelCount }, (_, label) => rankLabel(scores, truth, labelCount, label))
  const [first, second] = [rankingsOf(a), rankingsOf(b)]
  const statistic = (weights?: Uint16Array) => {
    const [left, right] = [macroAveragePrecision(first, weights), macroAveragePrecision(second, weights)]
    return left === null || right === null ? null : left - right
  }
  const difference = statistic()
  if (difference === null) return null
  const error = bootstrapError(truth.length / labelCount, statistic, options)
  return { difference, interval: intervalAround(difference, error) }
}

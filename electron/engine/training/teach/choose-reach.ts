import { seededRandom, shuffledIndices } from '../../platform/random.ts'
import { fitAveraged } from './averaged-fit.ts'
import { deviationsOf, withoutFeatures } from './design.ts'
import type { LogisticRows } from './map-logistic.ts'
import { crossEntropy, fitMap, rowProduct } from './map-logistic.ts'

/**
 * Strengths of the prior that are tried, as logits by which the vector may move a typical film. On real posters a
 * meaning that had changed was learned best between 0.35 and 0.6 from 600 films, and beyond 1 every genre got worse.
 */
export const REACHES = [0.2, 0.35, 0.6, 1] as const
export type Reach = (typeof REACHES)[number]

const FOLDS = 3
/** Which is best shows long before the coefficients stand still. */
const LOOSE = 0.03
/** One genre of eighteen would be given a vector by chance at nearly every teaching if one standard error were enough. */
const ERRORS = 3

export interface ChosenReach {
  /** Null: bias and scale alone did best. */
  reach: Reach | null
  /** Fitted on all rows: bias and scale, and the features unless `reach` is null. */
  coefficients: Float64Array
}

/**
 * Fits bias, scale and features, with the reach whose loss is least on films of folds that were not learned from; bias
 * and scale alone, unless a vector gains on them by more than three standard errors of the gain.
 * Remembered films are learned along in every fold.
 * @param films the film of each example, whose rows come first
 */
export function chooseReach(rows: LogisticRows, films: Int32Array, seed: number): ChosenReach {
  const narrow = withoutFeatures(rows)
  const folds = foldsOf(films, seed)
  const parts = Array.from({ length: FOLDS }, (_, fold) => ({
    isHeld: (row: number) => folds[row] === fold,
    weights: rows.weights.map((weight, row) => (folds[row] === fold ? 0 : weight)),
    start: new Float64Array(rows.columns) as Float64Array,
  }))
  const without = new Float64Array(films.length)
  for (const part of parts) {
    const first = fitAveraged({ ...narrow, weights: part.weights })
    writeLosses(narrow, first, part.isHeld, without)
    part.start.set(first)
  }
  let best: { reach: Reach; losses: Float64Array } | null = null
  for (const reach of REACHES) {
    const losses = new Float64Array(films.length)
    const deviations = deviationsOf(rows.columns, reach)
    for (const part of parts) {
      const { weights, start } = part
      part.start = fitMap({ ...rows, weights }, { deviations, start, tolerance: LOOSE })
      writeLosses(rows, part.start, part.isHeld, losses)
    }
    // Past the best it only gets worse.
    if (sumOf(losses) >= sumOf(best?.losses ?? without)) break
    best = { reach, losses }
  }
  const gains = without.map((loss, row) => loss - (best?.losses[row] as number))
  const reach = best !== null && isBeyondError(gains) ? best.reach : null
  const first = fitAveraged(narrow)
  if (reach === null) return { reach, coefficients: first }
  const start = new Float64Array(rows.columns)
  start.set(first)
  return { reach, coefficients: fitMap(rows, { deviations: deviationsOf(rows.columns, reach), start }) }
}

/** Of each example; the posters of a film are in one. */
function foldsOf(films: Int32Array, seed: number): Uint8Array {
  const distinct = [...new Set(films)]
  const order = shuffledIndices(distinct.length, seededRandom(seed))
  const foldOf = new Map(distinct.map((film, at) => [film, (order[at] as number) % FOLDS]))
  return Uint8Array.from(films, (film) => foldOf.get(film) as number)
}

function writeLosses(
  { matrix, columns, offsets, targets, weights }: LogisticRows,
  coefficients: Float64Array,
  isHeld: (row: number) => boolean,
  to: Float64Array,
): void {
  for (let row = 0; row < to.length; row++) {
    if (!isHeld(row)) continue
    const logit = (offsets[row] as number) + rowProduct(matrix, row * columns, coefficients)
    to[row] = (weights[row] as number) * crossEntropy(targets[row] as number, logit)
  }
}

/** Whether a sum is so much larger than its standard error. */
function isBeyondError(values: Float64Array): boolean {
  const mean = sumOf(values) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return mean * values.length > ERRORS * Math.sqrt(squares)
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0)
}

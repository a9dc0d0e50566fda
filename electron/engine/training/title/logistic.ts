import { seededRandom, shuffledIndices } from '../../platform/random.ts'

/** Films with few values each: those of film f stand at starts[f] … starts[f + 1] - 1. */
export interface SparseRows {
  starts: Int32Array
  columns: Int32Array
  values: Float64Array
  /** How many columns there are. */
  width: number
}

export interface LogisticOptions {
  /** C: what the loss of one film weighs against the squared length of the weights. */
  cost: number
  seed: number
  mostRounds?: number
  /** A round in which no film's gradient was larger is the last. */
  tolerance?: number
}

/** Gradients below this are none. */
const INNER_TOLERANCE = 1e-8
const INNER_STEPS = 100
const TOLERANCE = 0.05
/** More rounds change what the titles are worth in the fourth place only. */
const MOST_ROUNDS = 8

/**
 * Weights of an L2-regularised logistic regression, ½‖w‖² + C Σ log(1 + exp(-y w·x)), by coordinate descent in the dual
 * with Newton's method on each film (Yu, Huang and Lin, _Dual coordinate descent methods for logistic regression and
 * maximum entropy models_, Machine Learning 85, 2011), in float64. The same rows, answers and seed give the same weights.
 * @param films places of the films to learn from
 * @param isTrue 1 where a film has the label, by place
 */
export function trainLogistic(
  rows: SparseRows,
  films: Int32Array,
  isTrue: Uint8Array,
  { cost, seed, mostRounds = MOST_ROUNDS, tolerance = TOLERANCE }: LogisticOptions,
): Float64Array {
  const { starts, columns, values, width } = rows
  const weights = new Float64Array(width)
  const add = (film: number, by: number) => {
    const end = starts[film + 1] as number
    for (let at = starts[film] as number; at < end; at++) {
      const column = columns[at] as number
      weights[column] = (weights[column] as number) + by * (values[at] as number)
    }
  }
  const duals = new Float64Array(films.length).fill(Math.min(0.001 * cost, 1e-8))
  const lengths = Float64Array.from(films, (film) => squaredLength(rows, film))
  films.forEach((film, place) => {
    add(film, (isTrue[film] === 1 ? 1 : -1) * (duals[place] as number))
  })
  const random = seededRandom(seed)
  for (let round = 0; round < mostRounds; round++) {
    let largest = 0
    for (const place of shuffledIndices(films.length, random)) {
      const film = films[place] as number
      const sign = isTrue[film] === 1 ? 1 : -1
      let product = 0
      const end = starts[film + 1] as number
      for (let at = starts[film] as number; at < end; at++) {
        product += (weights[columns[at] as number] as number) * (values[at] as number)
      }
      const before = duals[place] as number
      const step = bestDual(before, sign * product, lengths[place] as number, cost)
      largest = Math.max(largest, step.gradient)
      duals[place] = step.dual
      add(film, sign * (step.dual - before))
    }
    if (largest < tolerance) break
  }
  return weights
}

function squaredLength({ starts, values }: SparseRows, film: number): number {
  let sum = 0
  for (let at = starts[film] as number; at < (starts[film + 1] as number); at++) {
    sum += (values[at] as number) ** 2
  }
  return sum
}

/**
 * Minimises ½ q (z - a)² + m (z - a) + z log z + (C - z) log(C - z) over 0 < z < C, from the side on which the minimum
 * lies, so that Newton's steps do not leave it (algorithm 4 there).
 * @returns the new dual, and how far the old one was from its best: the length of the gradient
 */
function bestDual(
  before: number,
  margin: number,
  length: number,
  cost: number,
): { dual: number; gradient: number } {
  const isUpper = length * (cost / 2 - before) + margin < 0
  const from = isUpper ? cost - before : before
  const slope = isUpper ? -margin : margin
  const gradientAt = (dual: number) => length * (dual - from) + slope + Math.log(dual / (cost - dual))
  let dual = cost - from < cost / 2 ? 0.1 * from : from
  let gradient = gradientAt(dual)
  const first = Math.abs(gradient)
  for (let step = 0; step < INNER_STEPS && Math.abs(gradient) >= INNER_TOLERANCE; step++) {
    const next = dual - gradient / (length + cost / (cost - dual) / dual)
    dual = next <= 0 ? 0.1 * dual : next
    gradient = gradientAt(dual)
  }
  return { dual: isUpper ? cost - dual : dual, gradient: first }
}

import { minimise } from './lbfgs.ts'

/** Rows that each add what they know of a yes-or-no question. */
export interface LogisticRows {
  /** Features, rows × columns, row-major. */
  matrix: Float32Array
  columns: number
  /** The logit of each row before anything is learned. */
  offsets: Float64Array
  /** 0 … 1; what lies between is a soft target. */
  targets: Float64Array
  /** 0: the row does not count. */
  weights: Float64Array
}

export interface MapOptions {
  /** Of each column: the standard deviation that its coefficient has before anything is seen. */
  deviations: Float64Array
  /** Coefficients to begin with; zeros when absent. The minimum does not depend on them. */
  start?: Float64Array
  tolerance?: number
}

/** In units of the prior, where the curvature is at least one: nearer would move no logit by a hundredth. */
const TOLERANCE = 1e-3
const MOST_STEPS = 200

/**
 * Coefficients θ of a logistic regression with a normal prior around zero, by L-BFGS in float64: the least of
 * Σ wᵢ · crossEntropy(tᵢ, σ(offsetᵢ + xᵢ·θ)) + ½ Σ (θⱼ / deviationⱼ)². With the logits of another model as offsets it is
 * the maximum a posteriori around that model. Strictly convex: there is one minimum.
 * @throws RangeError when something given is not a finite number
 */
export function fitMap(rows: LogisticRows, options: MapOptions): Float64Array {
  const { deviations, start, tolerance = TOLERANCE } = options
  // In units of the prior no direction is much steeper than the others, which saves steps.
  const { point, value } = minimise(
    (units, gradient) => lossAndGradient(rows, deviations, units, gradient),
    deviations.map((deviation, at) => (start?.[at] ?? 0) / deviation),
    { tolerance, mostSteps: MOST_STEPS },
  )
  if (!Number.isFinite(value)) throw new RangeError('an example or an offset is not a number')
  return point.map((unit, at) => unit * (deviations[at] as number))
}

function lossAndGradient(
  { matrix, columns, offsets, targets, weights }: LogisticRows,
  deviations: Float64Array,
  units: Float64Array,
  gradient: Float64Array,
): number {
  const coefficients = units.map((value, at) => value * (deviations[at] as number))
  const errors = new Float64Array(weights.length)
  let loss = 0
  for (let row = 0; row < weights.length; row++) {
    const weight = weights[row] as number
    if (weight === 0) continue
    const logit = (offsets[row] as number) + rowProduct(matrix, row * columns, coefficients)
    const target = targets[row] as number
    loss += weight * crossEntropy(target, logit)
    errors[row] = weight * (1 / (1 + Math.exp(-logit)) - target)
  }
  gradient.fill(0)
  addRows(gradient, matrix, errors)
  for (let at = 0; at < columns; at++) {
    const unit = units[at] as number
    loss += 0.5 * unit * unit
    gradient[at] = (gradient[at] as number) * (deviations[at] as number) + unit
  }
  return loss
}

/** −t log σ(l) − (1 − t) log(1 − σ(l)), without overflow. */
export function crossEntropy(target: number, logit: number): number {
  return Math.max(logit, 0) - target * logit + Math.log1p(Math.exp(-Math.abs(logit)))
}

/** Four sums side by side: one alone would wait for each addition before it begins the next. */
export function rowProduct(matrix: Float32Array, from: number, point: Float64Array): number {
  const { length } = point
  const whole = length - (length % 4)
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let at = 0; at < whole; at += 4) {
    const place = from + at
    a += (matrix[place] as number) * (point[at] as number)
    b += (matrix[place + 1] as number) * (point[at + 1] as number)
    c += (matrix[place + 2] as number) * (point[at + 2] as number)
    d += (matrix[place + 3] as number) * (point[at + 3] as number)
  }
  for (let at = whole; at < length; at++) a += (matrix[from + at] as number) * (point[at] as number)
  return a + b + (c + d)
}

/** Adds every row times its error, four at a time: a sum that is fetched and put back for each takes twice as long. */
function addRows(to: Float64Array, matrix: Float32Array, errors: Float64Array): void {
  const columns = to.length
  const whole = errors.length - (errors.length % 4)
  for (let row = 0; row < whole; row += 4) {
    const a = errors[row] as number
    const b = errors[row + 1] as number
    const c = errors[row + 2] as number
    const d = errors[row + 3] as number
    const first = row * columns
    const second = first + columns
    const third = second + columns
    const fourth = third + columns
    for (let at = 0; at < columns; at++) {
      to[at] =
        (to[at] as number) +
        (a * (matrix[first + at] as number) + b * (matrix[second + at] as number)) +
        (c * (matrix[third + at] as number) + d * (matrix[fourth + at] as number))
    }
  }
  for (let row = whole; row < errors.length; row++) {
    const error = errors[row] as number
    for (let at = 0; at < columns; at++)
      to[at] = (to[at] as number) + error * (matrix[row * columns + at] as number)
  }
}

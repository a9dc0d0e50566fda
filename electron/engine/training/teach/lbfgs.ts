/** Writes the gradient at a point and answers with the value there. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number

export interface MinimiseOptions {
  /** Ends where no part of the gradient is larger. */
  tolerance: number
  mostSteps: number
}

export interface Minimum {
  point: Float64Array
  value: number
  steps: number
  /** Whether it ended at the tolerance, not at the last step allowed or where no step leads further down. */
  isReached: boolean
}

/** Pairs of steps and changes of the gradient that stand for the curvature. */
const MEMORY = 10
/** A step must lower the value by this share of what the slope promises (c₁ there). */
const SUFFICIENT = 1e-4
const MOST_HALVINGS = 30

interface Pair {
  step: Float64Array
  change: Float64Array
  /** 1 / step · change. */
  inverse: number
}

/**
 * Limited-memory BFGS (Nocedal and Wright, _Numerical Optimization_, 2nd edition, 2006, algorithms 7.4 and 7.5) with
 * backtracking (algorithm 3.1), in float64. Meant for smooth convex functions: a pair without curvature is left out, as
 * backtracking does not promise one. Nothing is drawn: the same start gives the same point, bit for bit.
 */
export function minimise(objective: Objective, start: Float64Array, options: MinimiseOptions): Minimum {
  const pairs: Pair[] = []
  let point = start.slice()
  let gradient = new Float64Array(start.length)
  let value = objective(point, gradient)
  for (let steps = 0; steps < options.mostSteps; steps++) {
    if (largest(gradient) <= options.tolerance) return { point, value, steps, isReached: true }
    const direction = descent(gradient, pairs)
    const slope = dot(direction, gradient)
    const next = start.slice()
    const nextGradient = new Float64Array(start.length)
    // Nothing is known of the curvature before the first step.
    let length = pairs.length === 0 ? 1 / Math.max(1, Math.sqrt(-slope)) : 1
    let nextValue = Infinity
    for (let halving = 0; halving < MOST_HALVINGS; halving++) {
      for (let at = 0; at < next.length; at++)
        next[at] = (point[at] as number) + length * (direction[at] as number)
      nextValue = objective(next, nextGradient)
      if (nextValue <= value + SUFFICIENT * length * slope) break
      length /= 2
    }
    // As low as numbers of 64 bits tell, or no number at all.
    if (!(nextValue < value)) return { point, value, steps, isReached: false }
    remember(pairs, difference(next, point), difference(nextGradient, gradient))
    point = next
    gradient = nextGradient
    value = nextValue
  }
  return { point, value, steps: options.mostSteps, isReached: largest(gradient) <= options.tolerance }
}

function remember(pairs: Pair[], step: Float64Array, change: Float64Array): void {
  const curvature = dot(step, change)
  if (curvature <= Number.EPSILON * dot(change, change)) return
  pairs.push({ step, change, inverse: 1 / curvature })
  if (pairs.length > MEMORY) pairs.shift()
}

/** Two-loop recursion: minus the gradient times the inverse Hessian that the pairs stand for. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((value) => -value)
  const shares = new Float64Array(pairs.length)
  for (let at = pairs.length - 1; at >= 0; at--) {
    const { step, change, inverse } = pairs[at] as Pair
    const share = inverse * dot(step, direction)
    shares[at] = share
    add(direction, change, -share)
  }
  const last = pairs.at(-1)
  if (last !== undefined) {
    const scale = 1 / (last.inverse * dot(last.change, last.change))
    for (let at = 0; at < direction.length; at++) direction[at] = (direction[at] as number) * scale
  }
  pairs.forEach(({ step, change, inverse }, at) => {
    add(direction, step, (shares[at] as number) - inverse * dot(change, direction))
  })
  return direction
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0
  for (let at = 0; at < left.length; at++) sum += (left[at] as number) * (right[at] as number)
  return sum
}

function add(to: Float64Array, values: Float64Array, by: number): void {
  for (let at = 0; at < to.length; at++) to[at] = (to[at] as number) + by * (values[at] as number)
}

function difference(left: Float64Array, right: Float64Array): Float64Array {
  return left.map((value, at) => value - (right[at] as number))
}

function largest(values: Float64Array): number {
  let most = 0
  for (const value of values) most = Math.max(most, Math.abs(value))
  return most
}

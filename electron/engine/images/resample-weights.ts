/** For each output place of one axis: the first input place it draws from, and the weights from there on. */
export interface AxisWeights {
  first: Int32Array
  /** Fixed-point, {@link taps} per output place; the unused ones are zero. Places past the last one have weight zero. */
  weights: Int16Array
  /** Even, because both passes take two at a time. */
  taps: number
}

interface SparseRow {
  first: number
  weights: number[]
}

/**
 * Catmull-Rom cubic filter (Keys 1981, a = -0.5) for one axis, widened when reducing so that every input pixel counts.
 * A triangle would cost half, and half a point of the model's precision: it blurs what the network was trained on.
 */
function cubicRows(from: number, to: number): SparseRow[] {
  const scale = from / to
  const widened = Math.max(1, scale)
  const support = 2 * widened
  return Array.from({ length: to }, (_, place) => {
    const centre = (place + 0.5) * scale
    const first = Math.max(0, Math.floor(centre - support + 0.5))
    const last = Math.min(from, Math.floor(centre + support + 0.5))
    const weights: number[] = []
    for (let at = first; at < last; at++) weights.push(cubic((at + 0.5 - centre) / widened))
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return { first, weights: weights.map((weight) => weight / sum) }
  })
}

function cubic(distance: number): number {
  const x = Math.abs(distance)
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
}

/** Two reductions one after the other are one linear map: the product of their matrices. */
function compose(outer: readonly SparseRow[], inner: readonly SparseRow[]): SparseRow[] {
  return outer.map((row) => {
    const used = row.weights.map((weight, index) => ({ weight, row: inner[row.first + index] }))
    const first = Math.min(...used.map(({ row: from }) => from?.first ?? 0))
    const weights: number[] = []
    for (const { weight, row: from } of used) {
      from?.weights.forEach((held, index) => {
        const at = from.first + index - first
        weights[at] = (weights[at] ?? 0) + weight * held
      })
    }
    return { first, weights: Array.from(weights, (weight) => weight ?? 0) }
  })
}

/** Weights are integers of this many fractional bits: 16 bits hold them, and their products are quick to add. */
export const WEIGHT_BITS = 14
/** Weights that cannot move a value by half a step are not worth a pass over the picture. */
const LEAST_WEIGHT = 1 / 512

function trimmed({ first, weights }: SparseRow): SparseRow {
  let from = 0
  let to = weights.length
  while (to - from > 1 && Math.abs(weights[from] ?? 0) < LEAST_WEIGHT) from++
  while (to - from > 1 && Math.abs(weights[to - 1] ?? 0) < LEAST_WEIGHT) to--
  return { first: first + from, weights: weights.slice(from, to) }
}

function pack(rows: readonly SparseRow[], from: number): AxisWeights {
  const longest = Math.max(...rows.map((row) => row.weights.length))
  const taps = longest + (longest % 2)
  const first = new Int32Array(rows.length)
  const weights = new Int16Array(rows.length * taps)
  rows.forEach((row, place) => {
    // Every place reads `taps` inputs, so the window is pulled back where it would leave a picture that has as many.
    const start = Math.max(0, Math.min(row.first, from - taps))
    first[place] = start
    const offset = place * taps + row.first - start
    const sum = row.weights.reduce((total, weight) => total + weight, 0)
    let left = 1 << WEIGHT_BITS
    let heaviest = 0
    row.weights.forEach((weight, index) => {
      const fixed = Math.round((weight / sum) * (1 << WEIGHT_BITS))
      weights[offset + index] = fixed
      left -= fixed
      if (fixed > (weights[offset + heaviest] ?? 0)) heaviest = index
    })
    // They sum to exactly one, so that an even picture stays even.
    weights[offset + heaviest] = (weights[offset + heaviest] ?? 0) + left
  })
  return { first, weights, taps }
}

/** Equal weights for every input place of a block: plain means. Where there are fewer than wanted, they repeat. */
function blockRows(from: number, to: number): SparseRow[] {
  return Array.from({ length: to }, (_, place) => {
    const first = Math.floor((place * from) / to)
    const last = Math.max(first + 1, Math.floor(((place + 1) * from) / to))
    return { first, weights: Array.from({ length: last - first }, () => 1 / (last - first)) }
  })
}

const KEPT_AXES = 64
const axes = new Map<string, AxisWeights>()

/** Kept, because collections come in few sizes. */
function kept(key: string, make: () => AxisWeights): AxisWeights {
  let axis = axes.get(key)
  if (axis === undefined) {
    axis = make()
    if (axes.size >= KEPT_AXES) axes.clear()
    axes.set(key, axis)
  }
  return axis
}

/** Weights of one axis for a chain of sizes. */
export function cubicWeights(sizes: readonly number[]): AxisWeights {
  return kept(sizes.join('>'), () => {
    const [first = 1, second = first, ...others] = sizes
    let rows = cubicRows(first, second)
    let from = second
    for (const to of others) {
      rows = compose(cubicRows(from, to), rows)
      from = to
    }
    return pack(rows.map(trimmed), first)
  })
}

/** Weights of one axis for means over blocks. */
export function blockWeights(from: number, to: number): AxisWeights {
  return kept(`${from}/${to}`, () => pack(blockRows(from, to), from))
}

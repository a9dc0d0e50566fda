/** For each output place of one axis: the first input place it draws from, and the weights from there on. */
interface AxisWeights {
  first: Int32Array
  /** `taps` fixed-point weights per output place; the unused ones are zero. */
  weights: Int32Array
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

/** Weights are integers of this many fractional bits: plain loops run twice as fast on them as on floats. */
const WEIGHT_BITS = 14
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
  const trim = rows.map(trimmed)
  const longest = Math.max(...trim.map((row) => row.weights.length))
  // Pairs of lines are added at once, so the count is even where the picture has that many.
  const taps = Math.min(from, longest + (longest % 2))
  const first = new Int32Array(rows.length)
  const weights = new Int32Array(rows.length * taps)
  trim.forEach((row, place) => {
    // Every place reads `taps` inputs, so the window is pulled back where it would leave the picture.
    const start = Math.min(row.first, from - taps)
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

const KEPT_AXES = 64
const axes = new Map<string, AxisWeights>()

/** Weights of one axis for a chain of sizes; kept, because collections come in few sizes. */
function axisWeights(sizes: readonly number[]): AxisWeights {
  const key = sizes.join('>')
  let axis = axes.get(key)
  if (axis === undefined) {
    let rows: SparseRow[] | null = null
    for (let step = 1; step < sizes.length; step++) {
      const next = cubicRows(sizes[step - 1] ?? 1, sizes[step] ?? 1)
      rows = rows === null ? next : compose(next, rows)
    }
    axis = pack(rows ?? cubicRows(1, 1), sizes[0] ?? 1)
    if (axes.size >= KEPT_AXES) axes.clear()
    axes.set(key, axis)
  }
  return axis
}

/**
 * Resamples RGB bytes through a chain of sizes in one pass: each output line is first gathered from the picture's
 * lines, then narrowed, so that nothing larger than a line is kept in between.
 * @param widths first the picture's own width, last the wanted one; `heights` likewise
 */
export function resample(data: Uint8Array, widths: readonly number[], heights: readonly number[]): Uint8Array {
  const across = axisWeights(widths)
  const down = axisWeights(heights)
  const stride = (widths[0] ?? 0) * 3
  const outWidth = across.first.length
  const line = new Int32Array(stride)
  // The filter overshoots at edges; the clamped array cuts at 0 and 255.
  const out = new Uint8ClampedArray(outWidth * down.first.length * 3)
  for (let y = 0; y < down.first.length; y++) {
    gatherLine(data, line, down, y)
    narrowLine(line, out, y * outWidth * 3, across)
  }
  return new Uint8Array(out.buffer)
}

/** Fractional bits of a gathered line: what the second pass leaves room for in 32 bits. */
const LINE_BITS = 5
const LINE_SHIFT = WEIGHT_BITS - LINE_BITS
const OUT_SHIFT = WEIGHT_BITS + LINE_BITS

/** One output line at full width: the weighted sum of the picture's lines it draws from, two at a time. */
function gatherLine(data: Uint8Array, line: Int32Array, { first, weights, taps }: AxisWeights, y: number): void {
  const stride = line.length
  line.fill(1 << (LINE_SHIFT - 1))
  for (let tap = 0; tap < taps; tap += 2) {
    const weight = weights[y * taps + tap] as number
    const nextWeight = tap + 1 < taps ? (weights[y * taps + tap + 1] as number) : 0
    if (weight === 0 && nextWeight === 0) continue
    const from = ((first[y] as number) + tap) * stride
    const next = tap + 1 < taps ? from + stride : from
    for (let x = 0; x < stride; x++) {
      line[x] = ((line[x] as number) + weight * (data[from + x] as number) + nextWeight * (data[next + x] as number)) | 0
    }
  }
  for (let x = 0; x < stride; x++) line[x] = (line[x] as number) >> LINE_SHIFT
}

function narrowLine(line: Int32Array, out: Uint8ClampedArray, start: number, axis: AxisWeights): void {
  const { first, weights, taps } = axis
  let at = start
  for (let x = 0; x < first.length; x++) {
    let from = (first[x] as number) * 3
    const end = (x + 1) * taps
    let r = 1 << (OUT_SHIFT - 1)
    let g = r
    let b = r
    for (let tap = x * taps; tap < end; tap++) {
      const weight = weights[tap] as number
      r = (r + weight * (line[from] as number)) | 0
      g = (g + weight * (line[from + 1] as number)) | 0
      b = (b + weight * (line[from + 2] as number)) | 0
      from += 3
    }
    out[at] = r >> OUT_SHIFT
    out[at + 1] = g >> OUT_SHIFT
    out[at + 2] = b >> OUT_SHIFT
    at += 3
  }
}

import { reserveBytes } from '../../platform/kernels.ts'
import { viewEmbedding } from '../stored-embedding.ts'
import type { Dots } from './dots.ts'
import { openDots, plainDots, STEP } from './dots.ts'

/** Room is made for at least so many vectors more. */
const LEAST_GROWTH = 1024
const LARGEST_INT16 = 32_767
const LARGEST_SUM = 2 ** 31 - 1
const LARGEST_VALUE = 128

/**
 * Stored embeddings of one length, packed one after the other: 1,280 bytes each for 1,280 dimensions, so 128 MB for
 * 100,000. Cosines are exact over the stored int8 values; their scales cancel out.
 */
export class PackedVectors {
  private readonly dots: Dots
  private readonly dimensions: number
  /** Values of a vector with the zeros behind them. */
  private readonly length: number
  private readonly queryPlace = 0
  private capacity = 0
  private inverseNorms = new Float32Array(0)
  private scales = new Float32Array(0)

  constructor(dimensions: number, dots: Dots = openDots() ?? plainDots()) {
    this.dots = dots
    this.dimensions = dimensions
    this.length = Math.ceil(dimensions / STEP) * STEP
  }

  /**
   * Puts a stored embedding into a slot.
   * @throws RangeError for one of another length
   */
  set(slot: number, stored: Uint8Array): void {
    const { scale, values } = viewEmbedding(stored)
    if (values.length !== this.dimensions) {
      throw new RangeError(`an embedding of ${values.length} values among those of ${this.dimensions}`)
    }
    this.reserve(slot + 1)
    new Int8Array(this.dots.memory.buffer, this.vectorPlace(slot), values.length).set(values)
    let squares = 0
    for (const value of values) squares += value * value
    this.scales[slot] = scale
    this.inverseNorms[slot] = squares === 0 ? 0 : 1 / Math.sqrt(squares)
  }

  /** Cosines of the vector in a slot with those in the first `count` slots, itself among them. */
  cosines(slot: number, count: number): Float32Array {
    this.reserve(Math.max(slot + 1, count))
    const own = new Int8Array(this.dots.memory.buffer, this.vectorPlace(slot), this.length)
    return this.products(own, count, { of: this.inverseNorms, by: this.inverseNorms[slot] ?? 0 })
  }

  /**
   * Dot products of a direction with the dequantised vectors in the first `count` slots. The direction is rounded to as
   * many steps as sums of 32 bits have room for: 13,210 each way at 1,280 dimensions.
   */
  projections(direction: Float64Array, count: number): Float32Array {
    this.reserve(count)
    const largest = direction.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    const steps = Math.min(LARGEST_INT16, Math.floor(LARGEST_SUM / (LARGEST_VALUE * this.length)))
    const step = largest === 0 ? 1 : largest / steps
    const rounded = direction.map((value) => Math.round(value / step))
    return this.products(rounded, count, { of: this.scales, by: step })
  }

  /** Whole-number products of a query with the vectors, each times its factor `of` and all times `by`. */
  private products(
    query: ArrayLike<number>,
    count: number,
    factors: { of: Float32Array; by: number },
  ): Float32Array {
    const answer = new Float32Array(count)
    if (count === 0) return answer
    const { buffer } = this.dots.memory
    const asked = new Int16Array(buffer, this.queryPlace, this.length)
    asked.fill(0)
    asked.set(query)
    this.dots.dots(this.sumsPlace, this.vectorPlace(0), this.queryPlace, this.length / STEP, count)
    const sums = new Int32Array(buffer, this.sumsPlace, count)
    const { of, by } = factors
    for (let at = 0; at < count; at++) answer[at] = (sums[at] as number) * (of[at] as number) * by
    return answer
  }

  private vectorPlace(slot: number): number {
    return this.length * 2 + slot * this.length
  }

  /** Sums lie behind the vectors. */
  private get sumsPlace(): number {
    return this.vectorPlace(this.capacity)
  }

  private reserve(slots: number): void {
    if (slots <= this.capacity) return
    this.capacity = Math.max(slots, this.capacity + LEAST_GROWTH, Math.ceil(this.capacity * 1.1))
    reserveBytes(this.dots.memory, this.sumsPlace + this.capacity * 4)
    this.inverseNorms = grown(this.inverseNorms, this.capacity)
    this.scales = grown(this.scales, this.capacity)
  }
}

function grown(from: Float32Array, length: number): Float32Array<ArrayBuffer> {
  const to = new Float32Array(length)
  to.set(from)
  return to
}

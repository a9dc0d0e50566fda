import { viewEmbedding } from '../stored-embedding.ts'
import type { Dots } from './dots.ts'
import { openDots, PAGE_BYTES, plainDots, STEP } from './dots.ts'

/** Room is made for at least so many vectors more. */
const LEAST_GROWTH = 1024

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
    const { values } = viewEmbedding(stored)
    if (values.length !== this.dimensions) {
      throw new RangeError(`an embedding of ${values.length} values among those of ${this.dimensions}`)
    }
    this.reserve(slot + 1)
    new Int8Array(this.dots.memory.buffer, this.vectorPlace(slot), values.length).set(values)
    let squares = 0
    for (const value of values) squares += value * value
    this.inverseNorms[slot] = squares === 0 ? 0 : 1 / Math.sqrt(squares)
  }

  /** Cosines of the vector in a slot with those in the first `count` slots, itself among them. */
  cosines(slot: number, count: number): Float32Array {
    const answer = new Float32Array(count)
    if (count === 0) return answer
    this.reserve(Math.max(slot + 1, count))
    const { buffer } = this.dots.memory
    const own = new Int8Array(buffer, this.vectorPlace(slot), this.length)
    new Int16Array(buffer, this.queryPlace, this.length).set(own)
    this.dots.dots(this.sumsPlace, this.vectorPlace(0), this.queryPlace, this.length / STEP, count)
    const sums = new Int32Array(buffer, this.sumsPlace, count)
    const inverse = this.inverseNorms[slot] ?? 0
    for (let at = 0; at < count; at++) {
      answer[at] = (sums[at] as number) * (this.inverseNorms[at] as number) * inverse
    }
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
    const missing = this.sumsPlace + this.capacity * 4 - this.dots.memory.buffer.byteLength
    if (missing > 0) this.dots.memory.grow(Math.ceil(missing / PAGE_BYTES))
    const norms = new Float32Array(this.capacity)
    norms.set(this.inverseNorms)
    this.inverseNorms = norms
  }
}

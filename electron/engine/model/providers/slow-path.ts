import { AppError } from '#shared/errors.ts'
import { reasonOfProvider } from '../backends/reasons.ts'
import type { Embedder } from '../embed.ts'
import { faultOf } from './fixed-pictures.ts'

/** So often it may die without an answer in between: what ends every process is not healed by another. */
const MOST_DEATHS = 3

/** The CPU, and what computes in its stead where ONNX Runtime does not load. */
export class CpuOrSlower implements Embedder {
  cpu: Embedder
  private readonly openSlower: (() => Embedder) | null
  private readonly warn: (warning: AppError) => void
  private slower: Embedder | null = null
  /** Since the last answer. */
  private deaths = 0

  /**
   * @param openSlower null where there is nothing
   * @param warn told once it is needed
   */
  constructor(cpu: Embedder, openSlower: (() => Embedder) | null, warn: (warning: AppError) => void) {
    this.cpu = cpu
    this.openSlower = openSlower
    this.warn = warn
  }

  get isSlower(): boolean {
    return this.slower !== null
  }

  /** @throws AppError `model/no-backend` where neither works */
  async embed(tensors: readonly Uint8Array[]): Promise<Float32Array[]> {
    if (this.slower !== null) return this.slowly(this.slower, tensors)
    try {
      return await this.cpu.embed(tensors)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'model/no-backend') throw error
      if (this.openSlower === null) {
        this.warn(error)
        throw error
      }
      // Of several batches under way the first opens it.
      this.slower ??= this.openSlower()
      this.warn(new AppError('model/slow-path'))
      return this.slowly(this.slower, tensors)
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.cpu.close(), this.slower?.close()])
  }

  /** What is refused is refused again; a process that died or computes wrongly is replaced, and its batches asked again. */
  private async slowly(slower: Embedder, tensors: readonly Uint8Array[]): Promise<Float32Array[]> {
    try {
      const vectors = await slower.embed(tensors)
      const fault = faultOf(vectors, tensors)
      if (fault !== null) throw new Error(fault)
      this.deaths = 0
      return vectors
    } catch (error) {
      const next = error instanceof AppError ? null : this.after(slower)
      if (next !== null) return this.slowly(next, tensors)
      const refusal = new AppError('model/no-backend', reasonOfProvider(error))
      this.warn(refusal)
      throw refusal
    }
  }

  /** What takes a dead one's place; null: nothing any more. Of the batches that die with it the first opens it. */
  private after(dead: Embedder): Embedder | null {
    if (this.slower !== dead) return this.slower
    if (this.openSlower === null || ++this.deaths >= MOST_DEATHS) return null
    void dead.close()
    this.slower = this.openSlower()
    return this.slower
  }
}

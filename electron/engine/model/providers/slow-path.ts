import { AppError } from '#shared/errors.ts'
import { reasonOfProvider } from '../backends/reasons.ts'
import type { Embedder } from '../embed.ts'
import { faultOf } from './fixed-pictures.ts'

/** The CPU, and what computes in its stead where ONNX Runtime does not load. */
export class CpuOrSlower implements Embedder {
  cpu: Embedder
  private readonly openSlower: (() => Embedder) | null
  private readonly warn: (warning: AppError) => void
  private slower: Embedder | null = null

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

  private async slowly(slower: Embedder, tensors: readonly Uint8Array[]): Promise<Float32Array[]> {
    try {
      const vectors = await slower.embed(tensors)
      const fault = faultOf(vectors, tensors)
      if (fault !== null) throw new Error(fault)
      return vectors
    } catch (error) {
      const refusal = new AppError('model/no-backend', reasonOfProvider(error))
      this.warn(refusal)
      throw refusal
    }
  }
}

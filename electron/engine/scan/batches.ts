import type { Predictor } from '../model/predictor.ts'
import { isMemoryScarce } from '../platform/memory.ts'

const SCARCE_BATCH = 2

/**
 * How many pictures are computed together: as many as is best, few where memory is scarce, and after the network ran
 * out of it, half as many for good.
 */
export class Batches {
  readonly predictor: Predictor
  private readonly isScarce: () => boolean
  /** What fits into memory, once it ran out. */
  private most = Infinity

  constructor(predictor: Predictor, isScarce: () => boolean = isMemoryScarce) {
    this.predictor = predictor
    this.isScarce = isScarce
  }

  get size(): number {
    const most = Math.min(this.predictor.batchSize, this.most)
    return this.isScarce() ? Math.min(SCARCE_BATCH, most) : most
  }

  /**
   * Stored embeddings of model inputs. What does not fit into memory is tried in halves, down to one picture.
   * @throws the network's error, where even one does not fit
   */
  async embed(tensors: readonly Uint8Array[]): Promise<Uint8Array[]> {
    if (tensors.length > this.most) return this.inParts(tensors)
    try {
      return await this.predictor.embed(tensors)
    } catch (error) {
      if (tensors.length < 2 || !isOutOfMemory(error)) throw error
      this.most = Math.min(this.most, Math.ceil(tensors.length / 2))
      return this.inParts(tensors)
    }
  }

  private async inParts(tensors: readonly Uint8Array[]): Promise<Uint8Array[]> {
    const vectors: Uint8Array[] = []
    while (vectors.length < tensors.length) {
      vectors.push(...(await this.embed(tensors.slice(vectors.length, vectors.length + this.most))))
    }
    return vectors
  }
}

/** ONNX Runtime has no code for it; these are its words and those of the C++ library. */
function isOutOfMemory(error: unknown): boolean {
  const words = error instanceof Error ? error.message : String(error)
  return /bad_alloc|out of memory|(?:failed|cannot|unable) to allocate/i.test(words)
}

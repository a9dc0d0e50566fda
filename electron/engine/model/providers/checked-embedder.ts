import { DIFFERS } from '../backends/reasons.ts'
import type { Embedder } from '../embed.ts'
import type { Head } from '../heads.ts'
import { farthestApart, faultOf, MOST_APART } from './fixed-pictures.ts'

/** One picture in so many batches is computed twice: a thousandth of the work, and a card that went wrong is found. */
const BATCHES_PER_CHECK = 64

export interface Check {
  /** What the CPU computes with at the moment. */
  cpu(): Embedder
  head: Head
  batchesPerCheck?: number
}

/**
 * A provider whose answers are looked at: numbers that are not finite, the same answer to different pictures (within a
 * batch, and to the first of this batch and the last one), and now and then whether the CPU computes the same.
 * Its `embed` rejects with the reason.
 */
export function checkedEmbedder(
  embedder: Embedder,
  { cpu, head, batchesPerCheck = BATCHES_PER_CHECK }: Check,
): Embedder {
  let batches = 0
  let last: { tensor: Uint8Array; vector: Float32Array } | null = null
  return {
    async embed(tensors) {
      const vectors = await embedder.embed(tensors)
      const [tensor, vector] = [tensors[0], vectors[0]]
      if (tensor === undefined || vector === undefined) return vectors
      const fault =
        faultOf(vectors, tensors) ??
        (last === null ? null : faultOf([last.vector, vector], [last.tensor, tensor]))
      if (fault !== null) throw new Error(fault)
      last = { tensor, vector }
      if (++batches % batchesPerCheck === 0) {
        const expected = await cpu().embed([tensor])
        if (!(farthestApart([vector], expected, head) <= MOST_APART)) throw new Error(DIFFERS)
      }
      return vectors
    },
    close: () => embedder.close(),
  }
}

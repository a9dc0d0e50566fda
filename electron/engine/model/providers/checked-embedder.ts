import { DIFFERS } from '../backends/reasons.ts'
import type { Embedder } from '../embed.ts'
import type { Head } from '../heads.ts'
import { farthestApart, faultOf, MOST_APART } from './fixed-pictures.ts'

/** One picture in so many batches is computed twice: a thousandth of the work, and a card that went wrong is found. */
const BATCHES_PER_CHECK = 64

/**
 * A provider whose answers are looked at: numbers that are not finite, the same answer to different pictures (within a
 * batch, or to the last of the batch before), and now and then whether the CPU computes the same.
 * Its `embed` rejects with the reason.
 */
export function checkedEmbedder(embedder: Embedder, cpu: () => Embedder, head: Head): Embedder {
  let batches = 0
  let last: { tensor: Uint8Array; vector: Float32Array } | null = null
  return {
    async embed(tensors) {
      const vectors = await embedder.embed(tensors)
      const fault =
        last === null
          ? faultOf(vectors, tensors)
          : faultOf([last.vector, ...vectors], [last.tensor, ...tensors])
      if (fault !== null) throw new Error(fault)
      const [tensor, vector] = [tensors.at(-1), vectors.at(-1)]
      if (tensor === undefined || vector === undefined) return vectors
      last = { tensor, vector }
      if (++batches % BATCHES_PER_CHECK === 0) {
        const expected = await cpu().embed([tensor])
        if (!(farthestApart([vector], expected, head) <= MOST_APART)) throw new Error(DIFFERS)
      }
      return vectors
    },
    close: () => embedder.close(),
  }
}

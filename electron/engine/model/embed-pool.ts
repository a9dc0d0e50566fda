import { openEmbedThread } from './embed-thread.ts'
import type { Embedder } from './embed.ts'
import type { LoadedModel } from './registry.ts'

/**
 * Embedders on threads of their own, each opened when those before it are busy. Two networks of one thread each
 * compute more pictures than one of two threads, whose halves wait for each other after every layer.
 *
 * @param size most batches that are computed at once
 * @param threads of each network
 */
export function createEmbedPool(
  model: Pick<LoadedModel, 'manifest' | 'trunkBytes'>,
  { size, threads }: { size: number; threads: number },
): Embedder {
  const members: { embedder: Embedder; asked: number }[] = []

  const leastBusy = () => {
    const [first] = members.toSorted((left, right) => left.asked - right.asked)
    if (first !== undefined && (first.asked === 0 || members.length >= size)) return first
    const added = { embedder: openEmbedThread(model, { threads }), asked: 0 }
    members.push(added)
    return added
  }

  return {
    async embed(tensors) {
      const member = leastBusy()
      member.asked++
      try {
        return await member.embedder.embed(tensors)
      } finally {
        member.asked--
      }
    },
    async close() {
      await Promise.all(members.map(({ embedder }) => embedder.close()))
    },
  }
}

import { nearHashes } from '../../catalog/near-hashes.ts'
import type { PixelCache } from './pixel-cache.ts'

/**
 * Pictures that are nearly the same, by the measure of the catalog: difference hashes of 64 bits that differ in three
 * at most. Not those that could not be read, nor those with so little on them that their hash says nothing. Of many
 * that are alike not each pair is named, but enough that they hang together.
 * @returns places in the cache, the lower first, each pair once
 */
export function nearDuplicatePairs({
  count,
  facts,
}: Pick<PixelCache, 'count' | 'facts'>): [number, number][] {
  const ids: number[] = []
  const halves: number[] = []
  for (let index = 0; index < count; index++) {
    if (facts.ok[index] !== 1 || facts.lowInformation[index] === 1) continue
    const hash = facts.dhash[index] ?? 0n
    ids.push(index)
    halves.push(Number(hash >> 32n), Number(hash & 0xffffffffn))
  }
  const steps = nearHashes({ ids, halves })
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  const seen = new Set<number>()
  const pairs: [number, number][] = []
  for (const id of ids) {
    for (const other of step.value(id) ?? []) {
      const [low, high] = [Math.min(id, other), Math.max(id, other)]
      if (seen.has(low * count + high)) continue
      seen.add(low * count + high)
      pairs.push([low, high])
    }
  }
  return pairs
}

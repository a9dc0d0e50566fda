import { seededRandom } from '../../platform/random.ts'

/** What numbers are drawn for: each its own stream, so that one does not shift another. */
const PURPOSES = { order: 1, picture: 2, copy: 3, mix: 4, balance: 5, replay: 6 } as const

/**
 * Numbers in [0, 1) that depend on the seed, on what they are for and on the place alone: never on what was drawn
 * before, so a run that goes on in the middle of an epoch, with any number of threads, sees the same.
 */
export function drawsFor(seed: number, purpose: keyof typeof PURPOSES, ...place: number[]): () => number {
  let hash = 0x9e3779b9
  for (const part of [seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, PURPOSES[purpose], ...place])
    hash = mixed(hash, part)
  return seededRandom(hash)
}

/** One step of MurmurHash3 (Appleby, public domain), with its finish. */
function mixed(hash: number, part: number): number {
  let key = Math.imul(part, 0xcc9e2d51)
  key = Math.imul((key << 15) | (key >>> 17), 0x1b873593)
  let next = hash ^ key
  next = Math.imul((next << 13) | (next >>> 19), 5) + 0xe6546b64
  next = Math.imul(next ^ (next >>> 16), 0x85ebca6b)
  next = Math.imul(next ^ (next >>> 13), 0xc2b2ae35)
  return (next ^ (next >>> 16)) >>> 0
}

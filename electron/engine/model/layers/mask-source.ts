import { seededRandom } from '../../platform/random.ts'

/** Where the training stands: what a dropout mask is drawn from, beside the layer's name. */
export interface MaskPosition {
  seed: number
  epoch: number
  step: number
  microBatch: number
}

let position: MaskPosition | null = null

/** To be called before every forward pass in training; a resumed run sets the same positions and gets the same masks. */
export function setMaskPosition(next: MaskPosition): void {
  position = { ...next }
}

/** FNV-1a over 32-bit words and the bytes of the layer's name, finished as murmur3 does, so that near positions differ. */
function mixed(words: readonly number[], name: string): number {
  let hash = 0x811c9dc5
  const take = (byte: number): void => {
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  for (const word of words) for (let shift = 0; shift < 32; shift += 8) take((word >>> shift) & 0xff)
  for (let place = 0; place < name.length; place++) take(name.charCodeAt(place) & 0xff)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A generator of numbers in [0, 1) for a named thing that needs no position: the start of a layer's weights. */
export function randomFor(seed: number, name: string): () => number {
  return seededRandom(mixed([seed], name))
}

/**
 * A mask of `count` numbers: 0 with probability `rate`, else 1 / (1 − rate). Drawn from (seed, epoch, step,
 * micro-batch, layer), so it is the same on every backend and another one at every step.
 */
export function dropoutMask(layer: string, rate: number, count: number): Float32Array {
  if (position === null) {
    throw new Error(
      'setMaskPosition must be called before a forward pass in training: dropout draws from it.',
    )
  }
  const { seed, epoch, step, microBatch } = position
  const random = seededRandom(mixed([seed, epoch, step, microBatch], layer))
  const kept = 1 / (1 - rate)
  const mask = new Float32Array(count)
  for (let index = 0; index < count; index++) mask[index] = random() < rate ? 0 : kept
  return mask
}

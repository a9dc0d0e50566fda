import type { InputSize } from '../../images/preprocess.ts'
import { shuffledIndices } from '../../platform/random.ts'
import { drawsFor } from './draws.ts'
import type { AugmentSpec } from './spec.ts'

/** What of each picture of a batch is its own; the rest is of another of the batch, and so are its labels. */
export interface Mixing {
  partners: Int32Array
  /** From 0 to 1. */
  own: Float32Array
}

/** Which batch, of how many pictures of which size. */
export interface MixedBatch {
  seed: number
  epoch: number
  step: number
  count: number
  input: InputSize
}

/**
 * Mixup (Zhang et al. 2018, arXiv 1710.09412) and CutMix (Yun et al. 2019, arXiv 1905.04899), in place. Partners are
 * the batch itself in another order, as in both papers; the share is drawn for each picture. With both on, each
 * picture takes one of them.
 * @returns null when neither is on
 */
export function mixBatch(pixels: Uint8Array, spec: AugmentSpec, batch: MixedBatch): Mixing | null {
  if (spec.mixup === null && spec.cutmix === null) return null
  const { seed, epoch, step, count, input } = batch
  const partners = shuffledIndices(count, drawsFor(seed, 'mix', epoch, step))
  const own = new Float32Array(count).fill(1)
  const size = pixels.length / count
  const unmixed = pixels.slice()
  for (let place = 0; place < count; place++) {
    const random = drawsFor(seed, 'mix', epoch, step, place)
    const isMixup = spec.cutmix === null || (spec.mixup !== null && random() < 0.5)
    const share = beta((isMixup ? spec.mixup : spec.cutmix) ?? 1, random)
    const target = pixels.subarray(place * size, (place + 1) * size)
    const partner = partners[place] ?? place
    const other = unmixed.subarray(partner * size, (partner + 1) * size)
    own[place] = isMixup
      ? blend(target, other, share)
      : paste(target, other, patchOf(share, input, random), input)
  }
  return { partners, own }
}

/** Labels of a mixed batch: of each picture and of its partner, by what each has of it. */
export function mixLabels(labels: Float32Array, { partners, own }: Mixing): Float32Array {
  const each = labels.length / own.length
  return labels.map((label, at) => {
    const place = Math.floor(at / each)
    const share = own[place] ?? 1
    return share * label + (1 - share) * (labels[(partners[place] ?? place) * each + (at % each)] ?? 0)
  })
}

function blend(target: Uint8Array, other: Uint8Array, share: number): number {
  for (let at = 0; at < target.length; at++)
    target[at] = share * (target[at] as number) + (1 - share) * (other[at] as number) + 0.5
  return share
}

interface Patch {
  left: number
  top: number
  right: number
  bottom: number
}

/** A patch of the picture's shape anywhere, cut off at the edge: what lies outside is lost, as in the paper. */
function patchOf(share: number, { height, width }: InputSize, random: () => number): Patch {
  const side = Math.sqrt(1 - share)
  const [across, down] = [random() * width, random() * height]
  return {
    left: Math.max(0, Math.round(across - (side * width) / 2)),
    right: Math.min(width, Math.round(across + (side * width) / 2)),
    top: Math.max(0, Math.round(down - (side * height) / 2)),
    bottom: Math.min(height, Math.round(down + (side * height) / 2)),
  }
}

function paste(target: Uint8Array, other: Uint8Array, patch: Patch, { height, width }: InputSize): number {
  const { left, top, right, bottom } = patch
  for (let y = top; y < bottom; y++) {
    const from = (y * width + left) * 3
    target.set(other.subarray(from, (y * width + right) * 3), from)
  }
  return 1 - (Math.max(0, right - left) * Math.max(0, bottom - top)) / (width * height)
}

/** From the Beta distribution with both parameters α. */
function beta(alpha: number, random: () => number): number {
  const one = gamma(alpha, random)
  const other = gamma(alpha, random)
  // With a tiny α both may be 0: then it is the one or the other.
  return one + other > 0 ? one / (one + other) : Math.round(random())
}

/** From the Gamma distribution of scale 1 (Marsaglia and Tsang 2000). */
function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + c * normal) ** 3
    if (v > 0 && Math.log(1 - random()) < normal ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

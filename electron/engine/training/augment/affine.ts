import type { InputSize } from '../../images/preprocess.ts'

/**
 * Where each pixel of the output comes from: source x = a·x + b·y + c, source y = d·x + e·y + f, both measured in
 * pixels from the middle of the picture.
 */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number]

export const IDENTITY: Affine = [1, 0, 0, 0, 1, 0]

/** `first` is asked with the output's place and answers with the place that `then` is asked with. */
export function composed(first: Affine, then: Affine): Affine {
  const [a, b, c, d, e, f] = first
  const [g, h, i, j, k, l] = then
  return [g * a + h * d, g * b + h * e, g * c + h * f + i, j * a + k * d, j * b + k * e, j * c + k * f + l]
}

export function isIdentity(affine: Affine): boolean {
  return affine.every((value, at) => value === IDENTITY[at])
}

/** Places are counted in 1/65,536 of a pixel, weights in 1/2,048, so that all sums fit 32 bits. */
const PLACE_BITS = 16
const WEIGHT_BITS = 11
const ONE = 1 << WEIGHT_BITS
const HALF = 1 << (2 * WEIGHT_BITS - 1)

/**
 * One picture through an affine map, bilinear, in one pass: each pixel of the output is read off four of the source.
 * What lies outside takes the colour of the nearest edge (Keras's fill mode `nearest`).
 * @param tones what each value becomes after that, 256 of them
 */
export function warp(
  source: Uint8Array,
  target: Uint8Array,
  { height, width }: InputSize,
  affine: Affine,
  tones: Uint8Array,
): void {
  const [a, b, c, d, e, f] = affine
  const middleX = (width - 1) / 2
  const middleY = (height - 1) / 2
  const stepX = Math.round(a * (1 << PLACE_BITS))
  const stepY = Math.round(d * (1 << PLACE_BITS))
  const row = width * 3
  const lastLeft = width - 1
  const lastTop = height - 1
  let at = 0
  for (let y = 0; y < height; y++) {
    const down = y - middleY
    let placeX = Math.round((b * down - a * middleX + c + middleX) * (1 << PLACE_BITS)) | 0
    let placeY = Math.round((e * down - d * middleX + f + middleY) * (1 << PLACE_BITS)) | 0
    for (let x = 0; x < width; x++) {
      let left = placeX >> PLACE_BITS
      let top = placeY >> PLACE_BITS
      let right = (placeX >> (PLACE_BITS - WEIGHT_BITS)) & (ONE - 1)
      let below = (placeY >> (PLACE_BITS - WEIGHT_BITS)) & (ONE - 1)
      let beside = 3
      let under = row
      if (left < 0) {
        left = 0
        right = 0
      } else if (left >= lastLeft) {
        left = lastLeft
        right = 0
        beside = 0
      }
      if (top < 0) {
        top = 0
        below = 0
      } else if (top >= lastTop) {
        top = lastTop
        below = 0
        under = 0
      }
      const here = (Math.imul(top, row) + Math.imul(left, 3)) | 0
      const there = (here + under) | 0
      const weight11 = Math.imul(right, below)
      const weight01 = ((right << WEIGHT_BITS) - weight11) | 0
      const weight10 = ((below << WEIGHT_BITS) - weight11) | 0
      const weight00 = ((1 << (2 * WEIGHT_BITS)) - weight11 - weight01 - weight10) | 0
      // The three channels one by one: a loop costs half as much again.
      const red =
        Math.imul(weight00, source[here] as number) +
        Math.imul(weight01, source[here + beside] as number) +
        Math.imul(weight10, source[there] as number) +
        Math.imul(weight11, source[there + beside] as number)
      const green =
        Math.imul(weight00, source[here + 1] as number) +
        Math.imul(weight01, source[here + beside + 1] as number) +
        Math.imul(weight10, source[there + 1] as number) +
        Math.imul(weight11, source[there + beside + 1] as number)
      const blue =
        Math.imul(weight00, source[here + 2] as number) +
        Math.imul(weight01, source[here + beside + 2] as number) +
        Math.imul(weight10, source[there + 2] as number) +
        Math.imul(weight11, source[there + beside + 2] as number)
      target[at] = tones[(red + HALF) >> (2 * WEIGHT_BITS)] as number
      target[at + 1] = tones[(green + HALF) >> (2 * WEIGHT_BITS)] as number
      target[at + 2] = tones[(blue + HALF) >> (2 * WEIGHT_BITS)] as number
      at += 3
      placeX = (placeX + stepX) | 0
      placeY = (placeY + stepY) | 0
    }
  }
}

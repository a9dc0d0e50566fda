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

const ONE = 2048
const SHIFT = 11

/**
 * One picture through an affine map, bilinear, in one pass: each pixel of the output is read off four of the source.
 * What lies outside takes the colour of the nearest edge (fill mode `nearest`). 11 bits of fraction.
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
  const stepX = Math.round(a * ONE * ONE)
  const stepY = Math.round(d * ONE * ONE)
  const row = width * 3
  let at = 0
  for (let y = 0; y < height; y++) {
    const fromMiddle = y - middleY
    const startX = (a * -middleX + b * fromMiddle + c + middleX) * ONE
    const startY = (d * -middleX + e * fromMiddle + f + middleY) * ONE
    for (let x = 0; x < width; x++, at += 3) {
      const sourceX = Math.floor(startX + (x * stepX) / ONE)
      const sourceY = Math.floor(startY + (x * stepY) / ONE)
      let left = sourceX >> SHIFT
      let top = sourceY >> SHIFT
      let right = sourceX & (ONE - 1)
      let below = sourceY & (ONE - 1)
      let beside = 3
      let under = row
      if (left < 0) {
        left = 0
        right = 0
      } else if (left >= width - 1) {
        left = width - 1
        right = 0
        beside = 0
      }
      if (top < 0) {
        top = 0
        below = 0
      } else if (top >= height - 1) {
        top = height - 1
        below = 0
        under = 0
      }
      const from = top * row + left * 3
      const weight11 = right * below
      const weight01 = right * ONE - weight11
      const weight10 = below * ONE - weight11
      const weight00 = ONE * ONE - right * ONE - below * ONE + weight11
      for (let channel = 0; channel < 3; channel++) {
        const here = from + channel
        const sum =
          weight00 * (source[here] as number) +
          weight01 * (source[here + beside] as number) +
          weight10 * (source[here + under] as number) +
          weight11 * (source[here + under + beside] as number)
        target[at + channel] = tones[(sum + ONE * (ONE / 2)) >>> (2 * SHIFT)] as number
      }
    }
  }
}

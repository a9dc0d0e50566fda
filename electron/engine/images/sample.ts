import type { Pixels } from './preprocess.ts'

/** A small picture made by averaging blocks: enough for palette, hash and flags, and without a second decode. */
export function blockAverage(pixels: Pixels, width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    const fromY = Math.floor((y * pixels.height) / height)
    const toY = Math.max(fromY + 1, Math.floor(((y + 1) * pixels.height) / height))
    for (let x = 0; x < width; x++) {
      const fromX = Math.floor((x * pixels.width) / width)
      const toX = Math.max(fromX + 1, Math.floor(((x + 1) * pixels.width) / width))
      writeMean(pixels, { fromX, toX, fromY, toY }, out, (y * width + x) * 3)
    }
  }
  return out
}

function writeMean(
  { data, width }: Pixels,
  box: { fromX: number; toX: number; fromY: number; toY: number },
  out: Uint8Array,
  at: number,
): void {
  let r = 0
  let g = 0
  let b = 0
  for (let y = box.fromY; y < box.toY; y++) {
    for (let from = (y * width + box.fromX) * 3; from < (y * width + box.toX) * 3; from += 3) {
      r += data[from] ?? 0
      g += data[from + 1] ?? 0
      b += data[from + 2] ?? 0
    }
  }
  const count = (box.toX - box.fromX) * (box.toY - box.fromY)
  out[at] = Math.round(r / count)
  out[at + 1] = Math.round(g / count)
  out[at + 2] = Math.round(b / count)
}

/**
 * Difference hash (Krawetz 2013): 64 bits, one for each step to the right in a 9×8 grey picture that gets darker.
 * Nearly equal pictures differ in few bits. 16 hex digits.
 */
export function differenceHash(pixels: Pixels): string {
  const grey = luma(blockAverage(pixels, 9, 8))
  let hex = ''
  for (let y = 0; y < 8; y++) {
    let byte = 0
    for (let x = 0; x < 8; x++) byte = (byte << 1) | ((grey[y * 9 + x] ?? 0) > (grey[y * 9 + x + 1] ?? 0) ? 1 : 0)
    hex += byte.toString(16).padStart(2, '0')
  }
  return hex
}

/** Rec. 601 luma of RGB bytes. */
function luma(sample: Uint8Array): Float32Array {
  return Float32Array.from(
    { length: sample.length / 3 },
    (_, pixel) =>
      0.299 * (sample[pixel * 3] ?? 0) + 0.587 * (sample[pixel * 3 + 1] ?? 0) + 0.114 * (sample[pixel * 3 + 2] ?? 0),
  )
}

/** Mean channel spread under which a picture counts as grey: the figure of the data the model was made from. */
const GREY_SPREAD = 6

export function isGrayscale(sample: Uint8Array): boolean {
  let spread = 0
  for (let at = 0; at < sample.length; at += 3) {
    const [r = 0, g = 0, b = 0] = sample.subarray(at, at + 3)
    spread += Math.max(r, g, b) - Math.min(r, g, b)
  }
  return spread / (sample.length / 3) < GREY_SPREAD
}

/** How much there is to see: standard deviation of luma over the sample, and the share of its commonest tone. */
export function contrastOf(sample: Uint8Array): { deviation: number; commonest: number } {
  const grey = luma(sample)
  const bins = new Int32Array(32)
  let sum = 0
  let squares = 0
  for (const value of grey) {
    sum += value
    squares += value * value
    const bin = Math.min(31, value >> 3)
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  const mean = sum / grey.length
  return {
    deviation: Math.sqrt(Math.max(0, squares / grey.length - mean * mean)),
    commonest: Math.max(...bins) / grey.length,
  }
}

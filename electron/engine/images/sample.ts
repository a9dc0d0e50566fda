import type { Pixels } from './preprocess.ts'
import { average } from './resample.ts'

/**
 * Difference hash (Krawetz 2013): 64 bits, one for each step to the right in a 9×8 grey picture that gets darker.
 * Nearly equal pictures differ in few bits. 16 hex digits.
 */
export function differenceHash(pixels: Pixels): string {
  const grey = luma(average(pixels, 9, 8))
  let hex = ''
  for (let y = 0; y < 8; y++) {
    let byte = 0
    for (let x = 0; x < 8; x++)
      byte = (byte << 1) | ((grey[y * 9 + x] ?? 0) > (grey[y * 9 + x + 1] ?? 0) ? 1 : 0)
    hex += byte.toString(16).padStart(2, '0')
  }
  return hex
}

/** Rec. 601 luma of RGB bytes. */
function luma(sample: Uint8Array): Float32Array {
  const grey = new Float32Array(sample.length / 3)
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
    grey[pixel] = 0.299 * (sample[at] ?? 0) + 0.587 * (sample[at + 1] ?? 0) + 0.114 * (sample[at + 2] ?? 0)
  }
  return grey
}

/** Mean channel spread under which a picture counts as grey: the figure of the data the model was made from. */
const GREY_SPREAD = 6

export function isGrayscale(sample: Uint8Array): boolean {
  let spread = 0
  for (let at = 0; at < sample.length; at += 3) {
    const r = sample[at] ?? 0
    const g = sample[at + 1] ?? 0
    const b = sample[at + 2] ?? 0
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

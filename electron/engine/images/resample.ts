import type { Pixels } from './preprocess.ts'
import { openResampler } from './resample-fast.ts'
import { resamplePlain } from './resample-plain.ts'
import { blockWeights, cubicWeights } from './resample-weights.ts'

/** Each output line is first gathered from the picture's lines, then narrowed: nothing larger is kept in between. */
const run = openResampler() ?? resamplePlain

/**
 * Resamples RGB bytes through a chain of sizes in one pass, with a cubic filter.
 * @param widths first the picture's own width, last the wanted one; `heights` likewise
 */
export function resample(
  data: Uint8Array,
  widths: readonly number[],
  heights: readonly number[],
): Uint8Array {
  return run(data, cubicWeights(widths), cubicWeights(heights), widths[0] ?? 0)
}

/** A small picture made by averaging blocks, RGB bytes: enough for palette, hash and flags. */
export function average({ data, width, height }: Pixels, outWidth: number, outHeight: number): Uint8Array {
  return run(data, blockWeights(width, outWidth), blockWeights(height, outHeight), width)
}

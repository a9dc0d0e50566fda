import { resample } from './resample.ts'

/** Raw RGB pixels, row-major, three bytes each. */
export interface Pixels {
  width: number
  height: number
  data: Uint8Array
}

export interface InputSize {
  height: number
  width: number
}

/** Raised whenever the same picture would give other model input: stored embeddings carry it in their key. */
export const PREPROCESS_VERSION = 1

/** The size every picture passes through, so that a scan and its thumbnail give the same answer. */
const COMMON_WIDTH = 176
const COMMON_HEIGHT = 264

/** Width by height between which a poster is squashed to the model's shape without harm. */
const SQUASHED_FROM = 0.6
const SQUASHED_TO = 0.78

/** Whether a shape is so far from a poster's that it is padded instead of squashed. */
export function isPadded(size: { width: number; height: number }): boolean {
  const aspect = size.width / size.height
  return aspect < SQUASHED_FROM || aspect > SQUASHED_TO
}

/**
 * Model input of a picture: uint8 RGB, height × width × 3. The one function for trainer and engine: reduced to fit
 * 176×264, then brought to the model's size with the same kernel; shapes far from a poster's are first padded with
 * the colour of their edge to the model's aspect.
 */
export function preprocess(pixels: Pixels, input: InputSize): Uint8Array {
  const shaped = isPadded(pixels) ? padTo(reduced(pixels), input.width / input.height) : pixels
  const common = commonSize(shaped)
  return resample(
    shaped.data,
    [shaped.width, common.width, input.width],
    [shaped.height, common.height, input.height],
  )
}

/** Where the picture lies in its model input, as shares of the input's width and height: all of it unless it is padded. */
export function pictureArea(
  size: { width: number; height: number },
  input: InputSize,
): { left: number; top: number; width: number; height: number } {
  if (!isPadded(size)) return { left: 0, top: 0, width: 1, height: 1 }
  const ratio = size.width / size.height / (input.width / input.height)
  const [width, height] = [Math.min(1, ratio), Math.min(1, 1 / ratio)]
  return { left: (1 - width) / 2, top: (1 - height) / 2, width, height }
}

/** The size that fits 176×264 with the aspect kept; a smaller picture keeps its own. */
function commonSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, COMMON_WIDTH / width, COMMON_HEIGHT / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

function reduced(pixels: Pixels): Pixels {
  const { width, height } = commonSize(pixels)
  return { width, height, data: resample(pixels.data, [pixels.width, width], [pixels.height, height]) }
}

/** Adds the mean colour of the edges that grow, so that the padding says as little as possible. */
function padTo(pixels: Pixels, aspect: number): Pixels {
  const { width, height, data } = pixels
  const isWide = width / height > aspect
  const outHeight = isWide ? Math.max(height, Math.round(width / aspect)) : height
  const outWidth = isWide ? width : Math.max(width, Math.round(height * aspect))
  const top = (outHeight - height) >> 1
  const left = (outWidth - width) >> 1
  const colour = edgeColour(pixels, isWide)
  const out = new Uint8Array(outWidth * outHeight * 3)
  for (let at = 0; at < out.length; at += 3) out.set(colour, at)
  for (let y = 0; y < height; y++) {
    out.set(data.subarray(y * width * 3, (y + 1) * width * 3), ((y + top) * outWidth + left) * 3)
  }
  return { width: outWidth, height: outHeight, data: out }
}

function edgeColour({ width, height, data }: Pixels, topAndBottom: boolean): Uint8Array {
  const sums = [0, 0, 0]
  const length = topAndBottom ? width : height
  for (let at = 0; at < length; at++) {
    const first = topAndBottom ? at : at * width
    const last = topAndBottom ? (height - 1) * width + at : at * width + width - 1
    for (let channel = 0; channel < 3; channel++) {
      sums[channel] =
        (sums[channel] ?? 0) + (data[first * 3 + channel] ?? 0) + (data[last * 3 + channel] ?? 0)
    }
  }
  return Uint8Array.from(sums, (sum) => Math.round(sum / (2 * length)))
}

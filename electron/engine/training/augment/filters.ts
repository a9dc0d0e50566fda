import type { InputSize } from '../../images/preprocess.ts'

/** Less than this many pixels of blur is not seen. */
const LEAST_BLUR = 0.1

/**
 * Gaussian blur of one picture, in place; the edge goes on outside.
 * @param deviation in pixels
 */
export function blur(pixels: Uint8Array, { height, width }: InputSize, deviation: number): void {
  if (deviation < LEAST_BLUR) return
  const weights = gaussian(deviation)
  const between = new Float32Array(pixels.length)
  smooth(pixels, between, weights, { lines: height, nextLine: width * 3, length: width, step: 3 })
  smooth(between, pixels, weights, { lines: width, nextLine: 3, length: height, step: width * 3 })
}

/** Weights from the middle outwards, as whole they sum to 1. */
function gaussian(deviation: number): Float32Array {
  const radius = Math.ceil(2.5 * deviation)
  const weights = Float32Array.from({ length: radius + 1 }, (_, at) =>
    Math.exp(-(at ** 2) / (2 * deviation ** 2)),
  )
  const sum = weights.reduce((total, weight, at) => total + (at === 0 ? weight : 2 * weight), 0)
  return weights.map((weight) => weight / sum)
}

/** Lines of a picture: rows or columns, and how far their pixels lie apart. */
interface Lines {
  lines: number
  nextLine: number
  length: number
  step: number
}

function smooth(
  from: Uint8Array | Float32Array,
  to: Uint8Array | Float32Array,
  weights: Float32Array,
  { lines, nextLine, length, step }: Lines,
): void {
  const radius = weights.length - 1
  const padded = new Float32Array(length + 2 * radius)
  // Bytes cut off what is behind the point; 0.5 makes that rounding.
  const half = to instanceof Uint8Array ? 0.5 : 0
  const middle = weights[0] as number
  for (let line = 0; line < lines * 3; line++) {
    const first = Math.floor(line / 3) * nextLine + (line % 3)
    for (let at = 0; at < length; at++) padded[radius + at] = from[first + at * step] as number
    padded.fill(padded[radius] as number, 0, radius)
    padded.fill(padded[radius + length - 1] as number, radius + length)
    for (let at = 0; at < length; at++) {
      let sum = middle * (padded[radius + at] as number) + half
      for (let away = 1; away <= radius; away++) {
        const both = (padded[radius + at - away] as number) + (padded[radius + at + away] as number)
        sum += (weights[away] as number) * both
      }
      to[first + at * step] = sum
    }
  }
}

/** One picture as it looks after being saved as a JPEG, in place. sharp is loaded by the first that needs it. */
export async function throughJpeg(
  pixels: Uint8Array,
  { height, width }: InputSize,
  quality: number,
): Promise<void> {
  const { default: sharp } = await import('sharp')
  const encoded = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality })
    .toBuffer()
  pixels.set(await sharp(encoded).removeAlpha().raw().toBuffer())
}

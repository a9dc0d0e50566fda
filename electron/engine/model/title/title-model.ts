import { TITLE_BUCKETS, titleFeatures, YEAR_SLOTS } from './title-features.ts'

/** What a title says of the genres: one linear layer over hashed pieces of it and the year. */
export interface TitleModel {
  labels: number
  /** Of the int8 weights, one for each label. */
  scales: Float32Array
  bias: Float32Array
  /** YEAR_SLOTS × labels. */
  years: Float32Array
  /** TITLE_BUCKETS × labels: the weights of one bucket lie together. */
  weights: Int8Array
}

/** The same before it is quantised. */
export interface TitleWeights {
  labels: number
  bias: Float64Array
  years: Float64Array
  /** TITLE_BUCKETS × labels. */
  buckets: Float64Array
}

const MAGIC = 'OSTITLE\0'
const VERSION = 1
const HEADER_BYTES = 24

/** A label's largest weight becomes 127: the error of a weight is at most half a step of that. */
export function quantiseTitle({ labels, bias, years, buckets }: TitleWeights): TitleModel {
  const scales = new Float32Array(labels)
  buckets.forEach((weight, at) => {
    scales[at % labels] = Math.max(scales[at % labels] as number, Math.abs(weight) / 127)
  })
  const weights = Int8Array.from(buckets, (weight, at) => {
    const scale = scales[at % labels] as number
    return scale === 0 ? 0 : Math.max(-127, Math.min(127, Math.round(weight / scale)))
  })
  return { labels, scales, bias: Float32Array.from(bias), years: Float32Array.from(years), weights }
}

/**
 * `title.bin`, little-endian: 8 bytes `OSTITLE\0`, then uint32 version (1), labels, buckets and year slots; float32
 * scales and biases of the labels; float32 weights of the year slots, slot by slot; int8 weights of the buckets,
 * bucket by bucket.
 */
export function encodeTitleModel({ labels, scales, bias, years, weights }: TitleModel): Uint8Array {
  const bytes = new Uint8Array(sizeOf(labels))
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode(MAGIC))
  for (const [at, value] of [VERSION, labels, TITLE_BUCKETS, YEAR_SLOTS].entries()) {
    view.setUint32(8 + 4 * at, value, true)
  }
  let at = HEADER_BYTES
  for (const value of [...scales, ...bias, ...years]) {
    view.setFloat32(at, value, true)
    at += 4
  }
  bytes.set(new Uint8Array(weights.buffer, weights.byteOffset, weights.byteLength), at)
  return bytes
}

/** @throws RangeError when the bytes are no title model of this version and so many labels */
export function parseTitleModel(bytes: Uint8Array, labels: number): TitleModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const header = [VERSION, labels, TITLE_BUCKETS, YEAR_SLOTS]
  if (
    bytes.byteLength !== sizeOf(labels) ||
    new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC ||
    header.some((value, at) => view.getUint32(8 + 4 * at, true) !== value)
  ) {
    throw new RangeError(`these ${bytes.byteLength} bytes are no title model of ${labels} labels`)
  }
  let at = HEADER_BYTES
  const floats = (count: number) => {
    const values = Float32Array.from({ length: count }, (_, index) => view.getFloat32(at + 4 * index, true))
    at += 4 * count
    if (!values.every(Number.isFinite)) throw new RangeError('a title model holds a number that is none')
    return values
  }
  const [scales, bias, years] = [floats(labels), floats(labels), floats(YEAR_SLOTS * labels)]
  return {
    labels,
    scales,
    bias,
    years,
    weights: Int8Array.from(bytes.subarray(at), (byte) => (byte << 24) >> 24),
  }
}

function sizeOf(labels: number): number {
  return HEADER_BYTES + 4 * labels * (2 + YEAR_SLOTS) + TITLE_BUCKETS * labels
}

/**
 * Logits of the genres from a title and a year alone.
 * @returns null for a title that says nothing
 */
export function titleLogits(model: TitleModel, title: string, year: number | null): Float64Array | null {
  const features = titleFeatures(title, year)
  if (features === null) return null
  const { labels, scales, bias, years, weights } = model
  const logits = new Float64Array(labels)
  features.buckets.forEach((bucket, index) => {
    const value = features.values[index] as number
    for (let label = 0; label < labels; label++) {
      logits[label] = (logits[label] as number) + value * (weights[bucket * labels + label] as number)
    }
  })
  return logits.map(
    (sum, label) =>
      sum * (scales[label] as number) +
      (bias[label] as number) +
      features.yearSlots.reduce((year, slot) => year + (years[slot * labels + label] as number), 0),
  )
}

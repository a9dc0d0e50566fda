import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { AppError } from '#shared/errors.ts'

/** A header is a few hundred kilobytes at most; the format itself allows no more than this. */
const LARGEST_HEADER_BYTES = 100_000_000
const BYTES_OF: Record<string, number> = { F32: 4, F16: 2, BF16: 2 }

export interface StoredTensor {
  dtype: string
  shape: number[]
  /** The numbers as float32, decoded at each call. */
  values(): Float32Array
}

export interface Safetensors {
  metadata: Record<string, string>
  tensors: Map<string, StoredTensor>
}

function refused(path: string, what: string): AppError {
  return new AppError('train/initial-weights', `${path}: ${what}`)
}

/** The first `length` bytes from `position`; fewer where the file ends. */
function bytesOf(path: string, position: number, length: number): { bytes: Uint8Array; fileSize: number } {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    throw refused(path, 'it cannot be read')
  }
  try {
    const fileSize = fstatSync(file).size
    const bytes = new Uint8Array(Math.max(0, Math.min(length, fileSize - position)))
    let done = 0
    while (done < bytes.length) {
      const read = readSync(file, bytes, done, bytes.length - done, position + done)
      if (read === 0) break
      done += read
    }
    return { bytes: bytes.subarray(0, done), fileSize }
  } finally {
    closeSync(file)
  }
}

interface Header {
  entries: Record<string, unknown>
  dataStart: number
  fileSize: number
}

function headerOf(path: string): Header {
  const { bytes: start, fileSize } = bytesOf(path, 0, 8)
  const length = start.length < 8 ? -1 : Number(new DataView(start.buffer).getBigUint64(0, true))
  if (length < 2 || length > LARGEST_HEADER_BYTES || 8 + length > fileSize) {
    throw refused(path, 'it is not a whole safetensors file')
  }
  let entries: unknown
  try {
    entries = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(path, 8, length).bytes))
  } catch {
    throw refused(path, 'its header is not JSON')
  }
  if (typeof entries !== 'object' || entries === null || Array.isArray(entries)) {
    throw refused(path, 'its header is not a table')
  }
  return { entries: entries as Record<string, unknown>, dataStart: 8 + length, fileSize }
}

interface Place {
  dtype: string
  shape: number[]
  from: number
  to: number
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** An entry of the header, whose offsets must lie in the data and fit its shape. */
function placeOf(path: string, name: string, entry: unknown, dataBytes: number): Place {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>
  const isWhole =
    typeof dtype === 'string' &&
    Array.isArray(shape) &&
    shape.every(isCount) &&
    Array.isArray(offsets) &&
    offsets.length === 2 &&
    offsets.every(isCount)
  if (!isWhole) throw refused(path, `${name} is not described as the format asks`)
  const bytesEach = Object.hasOwn(BYTES_OF, dtype) ? BYTES_OF[dtype] : undefined
  if (bytesEach === undefined) throw refused(path, `${name} is of the kind ${dtype}, not float`)
  const [from, to] = offsets as [number, number]
  const size = shape.reduce<number>((product, side: number) => product * side, 1) * bytesEach
  if (to - from !== size || to > dataBytes)
    throw refused(path, `${name} does not lie in the file as its header says`)
  return { dtype, shape, from, to }
}

/** IEEE half precision: 1 sign, 5 exponent, 10 fraction bits. */
function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

function decoded(dtype: string, bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const values = new Float32Array(bytes.byteLength / (BYTES_OF[dtype] as number))
  if (dtype === 'F32') {
    for (let index = 0; index < values.length; index++) values[index] = view.getFloat32(4 * index, true)
    return values
  }
  if (dtype === 'F16') {
    for (let index = 0; index < values.length; index++)
      values[index] = halfToFloat(view.getUint16(2 * index, true))
    return values
  }
  const words = new Uint32Array(values.buffer)
  for (let index = 0; index < values.length; index++) words[index] = view.getUint16(2 * index, true) << 16
  return values
}

/**
 * Reads a safetensors file (https://huggingface.co/docs/safetensors): 8 bytes of little-endian header length, a JSON
 * header, raw little-endian numbers. Tensors of float32, float16 and bfloat16.
 * @throws AppError `train/initial-weights` for a file that is not one or not whole, naming the tensor where it is one
 */
export function readSafetensors(path: string): Safetensors {
  const { entries, dataStart, fileSize } = headerOf(path)
  const metadata = new Map<string, string>()
  const tensors = new Map<string, StoredTensor>()
  for (const [name, entry] of Object.entries(entries)) {
    if (name === '__metadata__') {
      for (const [key, value] of Object.entries((entry ?? {}) as Record<string, unknown>)) {
        metadata.set(key, String(value))
      }
      continue
    }
    const { dtype, shape, from, to } = placeOf(path, name, entry, fileSize - dataStart)
    tensors.set(name, {
      dtype,
      shape,
      values: () => decoded(dtype, bytesOf(path, dataStart + from, to - from).bytes),
    })
  }
  return { metadata: Object.fromEntries(metadata), tensors }
}

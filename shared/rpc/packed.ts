import { AppError } from '../errors.ts'

/**
 * A result may carry one typed array as a top-level property; it travels as the frame's raw body.
 * Numbers are little-endian, as on every platform that Onesheet runs on.
 */
export interface PackedField {
  field: string
  type: 'int32' | 'uint8'
}

export interface PackedValue {
  value: unknown
  packed: PackedField | null
  body: Uint8Array
}

const NO_BYTES = new Uint8Array(0)

/** Takes the typed array, if any, out of a result. @throws TypeError when there are two: a method's mistake */
export function packValue(value: unknown): PackedValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { value: value ?? null, packed: null, body: NO_BYTES }
  }
  const arrays = Object.entries(value).filter(isPackable)
  const [first] = arrays
  if (first === undefined) return { value, packed: null, body: NO_BYTES }
  if (arrays.length > 1) throw new TypeError('A result can carry one typed array, not several.')
  const [field, array] = first
  return {
    value: { ...value, [field]: null },
    packed: { field, type: array instanceof Int32Array ? 'int32' : 'uint8' },
    body: new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
  }
}

/**
 * The other direction; always a copy, so the array neither holds the frame in memory nor depends on its alignment.
 * @throws AppError `app/invalid` where the bytes are no whole number of integers
 */
export function unpackValue(value: unknown, packed: PackedField | null, body: Uint8Array): unknown {
  if (packed === null || typeof value !== 'object' || value === null) return value
  // Not slice(): on a Node Buffer that is a view.
  const bytes = new Uint8Array(body)
  if (packed.type === 'int32' && bytes.byteLength % 4 !== 0) throw new AppError('app/invalid', packed.field)
  return { ...value, [packed.field]: packed.type === 'int32' ? new Int32Array(bytes.buffer) : bytes }
}

function isPackable(entry: [string, unknown]): entry is [string, Int32Array | Uint8Array] {
  return entry[1] instanceof Int32Array || entry[1] instanceof Uint8Array
}

/**
 * How an embedding is kept: int8 values with one float32 scale in front (1,284 bytes for 1,280 dimensions). The
 * scale is the largest magnitude over 127, so the error of a value is at most half a step of that.
 */
const SCALE_BYTES = 4

export function encodeEmbedding(vector: Float32Array): Uint8Array {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  const scale = largest / 127
  const stored = new Uint8Array(SCALE_BYTES + vector.length)
  new DataView(stored.buffer).setFloat32(0, scale, true)
  const values = new Int8Array(stored.buffer, SCALE_BYTES)
  for (let at = 0; at < vector.length; at++)
    values[at] = scale === 0 ? 0 : Math.round((vector[at] ?? 0) / scale)
  return stored
}

/** Scale and values of a stored embedding, without copying. */
export function viewEmbedding(stored: Uint8Array): { scale: number; values: Int8Array } {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.byteLength)
  return {
    scale: view.getFloat32(0, true),
    values: new Int8Array(stored.buffer, stored.byteOffset + SCALE_BYTES, stored.byteLength - SCALE_BYTES),
  }
}

export function decodeEmbedding(stored: Uint8Array): Float32Array {
  const { scale, values } = viewEmbedding(stored)
  return Float32Array.from(values, (value) => value * scale)
}

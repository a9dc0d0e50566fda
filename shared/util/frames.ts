import { AppError } from '../errors.ts'
import { decodeUtf8, encodeUtf8 } from './text-codec.ts'

/** One message: any JSON value and raw bytes (empty for most messages). */
export interface Frame {
  header: unknown
  body: Uint8Array
}

/** Two lengths, unsigned 32-bit little-endian: of the JSON header and of the body that follows it. */
export const FRAME_PREFIX_BYTES = 8

const NO_BYTES = new Uint8Array(0)

/** A frame as it travels: header length, body length, header as UTF-8 JSON, body. */
export function encodeFrame(header: unknown, body: Uint8Array = NO_BYTES): Uint8Array<ArrayBuffer> {
  const json = encodeUtf8(JSON.stringify(header))
  const bytes = new Uint8Array(FRAME_PREFIX_BYTES + json.byteLength + body.byteLength)
  const lengths = new DataView(bytes.buffer)
  lengths.setUint32(0, json.byteLength, true)
  lengths.setUint32(4, body.byteLength, true)
  bytes.set(json, FRAME_PREFIX_BYTES)
  bytes.set(body, FRAME_PREFIX_BYTES + json.byteLength)
  return bytes
}

/**
 * The frame that exactly fills `bytes`; the body is a view of them, not a copy.
 * @throws AppError `app/invalid` when the lengths do not add up or the header is not UTF-8 JSON
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  if (bytes.byteLength < FRAME_PREFIX_BYTES) throw new AppError('app/invalid', 'Frame too short')
  const { headerBytes, totalBytes } = readLengths(bytes)
  if (totalBytes !== bytes.byteLength) throw new AppError('app/invalid', 'Frame length')
  const bodyStart = FRAME_PREFIX_BYTES + headerBytes
  try {
    const header: unknown = JSON.parse(decodeUtf8(bytes.subarray(FRAME_PREFIX_BYTES, bodyStart)))
    return { header, body: bytes.subarray(bodyStart) }
  } catch {
    throw new AppError('app/invalid', 'Frame header')
  }
}

/** Cuts a stream of bytes, arriving in chunks of any size, into whole encoded frames for `decodeFrame`. */
export class FrameReader {
  readonly #maxFrameBytes: number
  #chunks: Uint8Array[] = []
  #heldBytes = 0
  #neededBytes = FRAME_PREFIX_BYTES
  #lengthKnown = false

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes
  }

  /** Bytes of an unfinished frame; nought means that the stream may end here. */
  get heldBytes(): number {
    return this.#heldBytes
  }

  /**
   * The frames that are complete with this chunk. The chunk is kept until its frames are, so it must not be reused.
   * @throws AppError `app/too-large` as soon as a length says so. What follows cannot be trusted: end the stream.
   */
  push(chunk: Uint8Array): Uint8Array[] {
    if (chunk.byteLength > 0) this.#chunks.push(chunk)
    this.#heldBytes += chunk.byteLength
    const frames: Uint8Array[] = []
    while (this.#heldBytes >= this.#neededBytes) {
      if (this.#lengthKnown) {
        frames.push(this.#take(this.#neededBytes))
        this.#neededBytes = FRAME_PREFIX_BYTES
        this.#lengthKnown = false
      } else {
        const { totalBytes } = readLengths(this.#peek(FRAME_PREFIX_BYTES))
        if (totalBytes > this.#maxFrameBytes) throw new AppError('app/too-large')
        this.#neededBytes = totalBytes
        this.#lengthKnown = true
      }
    }
    return frames
  }

  #peek(count: number): Uint8Array {
    const first = this.#chunks[0]
    if (first !== undefined && first.byteLength >= count) return first.subarray(0, count)
    const bytes = this.#take(count)
    this.#chunks.unshift(bytes)
    this.#heldBytes += count
    return bytes
  }

  #take(count: number): Uint8Array {
    const first = this.#chunks[0]
    this.#heldBytes -= count
    if (first !== undefined && first.byteLength >= count) {
      if (first.byteLength === count) this.#chunks.shift()
      else this.#chunks[0] = first.subarray(count)
      return first.subarray(0, count)
    }
    const bytes = new Uint8Array(count)
    let filled = 0
    let used = 0
    for (const chunk of this.#chunks) {
      const part = chunk.subarray(0, count - filled)
      bytes.set(part, filled)
      filled += part.byteLength
      if (part.byteLength < chunk.byteLength) {
        this.#chunks[used] = chunk.subarray(part.byteLength)
        break
      }
      used += 1
      if (filled === count) break
    }
    this.#chunks.splice(0, used)
    return bytes
  }
}

function readLengths(bytes: Uint8Array): { headerBytes: number; totalBytes: number } {
  const lengths = new DataView(bytes.buffer, bytes.byteOffset, FRAME_PREFIX_BYTES)
  const headerBytes = lengths.getUint32(0, true)
  return { headerBytes, totalBytes: FRAME_PREFIX_BYTES + headerBytes + lengths.getUint32(4, true) }
}

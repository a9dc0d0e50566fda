import { readSync, writeSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { PictureProblem } from '../../images/decode.ts'
import type { InputSize } from '../../images/preprocess.ts'

/*
 * One file: magic, length of the header (uint32), header (JSON), a record of 32 bytes a picture, then the pixels,
 * uint8 height × width × 3 a picture, in the same order. A record is written after its pixels and carries their
 * checksum, so a file that was given up half-way tells which of its pictures are whole.
 */

const MAGIC = Buffer.from('OSPIXEL1')
const RECORD_BYTES = 32
const LARGEST_HEADER_BYTES = 4096

const CODES = [
  'file/empty',
  'file/not-a-picture',
  'file/unreadable',
  'file/gone',
  'picture/too-large',
  'picture/undecodable',
  'picture/timeout',
  'picture/crashed',
] as const satisfies readonly PictureProblem[]

/** What a file says of itself. */
export interface CacheHeader {
  input: InputSize
  count: number
  preprocess: number
}

/** What is known of one picture. */
export interface PictureRecord {
  /** Of path, size and time of the file; 16 hex digits. */
  identity: string
  /** Null for a picture that was read. */
  problem: PictureProblem | null
  grayscale: boolean
  lowInformation: boolean
  /** Of the file, in pixels; at most 65,535. */
  width: number
  height: number
  dhash: bigint
  /** Checksum of its pixels. */
  pixels: number
}

export function bytesPerPicture(input: InputSize): number {
  return input.height * input.width * 3
}

/** Where things lie in the file, in bytes. */
export interface CacheLayout {
  records: number
  pixels: number
  sizeBytes: number
}

export function encodeHeader(header: CacheHeader): Buffer {
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  return Buffer.concat([MAGIC, length, json])
}

export function layoutOf(header: CacheHeader): CacheLayout {
  const records = encodeHeader(header).length
  const pixels = records + header.count * RECORD_BYTES
  return { records, pixels, sizeBytes: pixels + header.count * bytesPerPicture(header.input) }
}

/** Null for a file that is none of ours. */
export function readHeader(descriptor: number): CacheHeader | null {
  const start = Buffer.alloc(MAGIC.length + 4)
  if (readSync(descriptor, start, 0, start.length, 0) < start.length) return null
  const length = start.readUInt32LE(MAGIC.length)
  if (!start.subarray(0, MAGIC.length).equals(MAGIC) || length > LARGEST_HEADER_BYTES) return null
  const json = Buffer.alloc(length)
  readSync(descriptor, json, 0, length, start.length)
  try {
    return JSON.parse(json.toString()) as CacheHeader
  } catch {
    return null
  }
}

/** Records of all pictures; null for one that was not written, or not whole. */
export function readRecords(descriptor: number, header: CacheHeader): (PictureRecord | null)[] {
  const bytes = Buffer.alloc(header.count * RECORD_BYTES)
  readSync(descriptor, bytes, 0, bytes.length, layoutOf(header).records)
  return Array.from({ length: header.count }, (_, index) =>
    decodeRecord(bytes.subarray(index * RECORD_BYTES, (index + 1) * RECORD_BYTES)),
  )
}

/** Writes a picture's pixels, then what is known of it. */
export function writePicture(
  descriptor: number,
  header: CacheHeader,
  index: number,
  picture: { record: Omit<PictureRecord, 'pixels'>; pixels: Uint8Array | null },
): PictureRecord {
  const { records, pixels } = layoutOf(header)
  const size = bytesPerPicture(header.input)
  if (picture.pixels !== null) writeWhole(descriptor, picture.pixels, pixels + index * size)
  const record = { ...picture.record, pixels: picture.pixels === null ? 0 : crc32(picture.pixels) }
  writeWhole(descriptor, encodeRecord(record), records + index * RECORD_BYTES)
  return record
}

/** Where the pixels of a file lie: the first byte of the first picture, and the bytes of each. */
export interface PixelPlace {
  firstByte: number
  size: number
}

/**
 * Pictures that follow each other in the file are read at once.
 * @param into at least as long as they are together; a new one if not given
 */
export function readPictures(
  descriptor: number,
  indices: ArrayLike<number>,
  { firstByte, size }: PixelPlace,
  into = new Uint8Array(indices.length * size),
): Uint8Array {
  for (let from = 0; from < indices.length;) {
    const first = indices[from] ?? 0
    let to = from + 1
    while (to < indices.length && indices[to] === first + (to - from)) to++
    const length = (to - from) * size
    const bytesRead = readSync(descriptor, into, from * size, length, firstByte + first * size)
    if (bytesRead < length) throw new Error('The cache of pixels is shorter than it was')
    from = to
  }
  return into
}

/** `writeSync` may write less than asked when the disk fills up. */
export function writeWhole(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;)
    done += writeSync(descriptor, bytes, done, bytes.length - done, position + done)
}

function encodeRecord(record: PictureRecord): Buffer {
  const bytes = Buffer.alloc(RECORD_BYTES)
  const code = record.problem === null ? 0 : 1 + CODES.indexOf(record.problem)
  bytes.writeUInt8(1, 0)
  bytes.writeUInt8((record.grayscale ? 1 : 0) | (record.lowInformation ? 2 : 0), 1)
  bytes.writeUInt8(code, 2)
  bytes.writeUInt16LE(Math.min(record.width, 65_535), 4)
  bytes.writeUInt16LE(Math.min(record.height, 65_535), 6)
  bytes.writeBigUInt64LE(record.dhash, 8)
  bytes.write(record.identity, 16, 8, 'hex')
  bytes.writeUInt32LE(record.pixels, 24)
  bytes.writeUInt32LE(crc32(bytes.subarray(0, RECORD_BYTES - 4)), RECORD_BYTES - 4)
  return bytes
}

function decodeRecord(bytes: Buffer): PictureRecord | null {
  if (bytes.readUInt8(0) !== 1) return null
  if (bytes.readUInt32LE(RECORD_BYTES - 4) !== crc32(bytes.subarray(0, RECORD_BYTES - 4))) return null
  const flags = bytes.readUInt8(1)
  return {
    identity: bytes.toString('hex', 16, 24),
    problem: CODES[bytes.readUInt8(2) - 1] ?? null,
    grayscale: (flags & 1) !== 0,
    lowInformation: (flags & 2) !== 0,
    width: bytes.readUInt16LE(4),
    height: bytes.readUInt16LE(6),
    dhash: bytes.readBigUInt64LE(8),
    pixels: bytes.readUInt32LE(24),
  }
}

import { createHash } from 'node:crypto'
import { fstatSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import type { PictureProblem } from '../../images/decode.ts'
import type { Pictures } from '../../images/pictures.ts'
import type { InputSize } from '../../images/preprocess.ts'
import { PREPROCESS_VERSION } from '../../images/preprocess.ts'
import type { CacheHeader, PictureRecord } from './cache-file.ts'
import { bytesPerPicture, layoutOf, readHeader, readPictures, readRecords } from './cache-file.ts'
import { fillCache } from './fill-cache.ts'
import type { OpenFile } from './open-file.ts'
import { openToRead } from './open-file.ts'

/** What is known of the pictures, by place in the list. Flags are 0 or 1. */
export interface PictureFacts {
  /** Whether it was read. */
  ok: Uint8Array
  grayscale: Uint8Array
  /** Nothing on it to learn from: a placeholder, or nearly uniform. */
  lowInformation: Uint8Array
  /** Size of the file, in pixels; 0 where it was not read. */
  width: Uint16Array
  height: Uint16Array
  /** Difference hash of 64 bits. */
  dhash: BigUint64Array
}

/** Model input of every picture, decoded once, in a file. */
export interface PixelCache {
  path: string
  input: InputSize
  count: number
  bytesPerPicture: number
  /** Where in the file the first picture begins, in bytes. */
  firstByte: number
  /** uint8 n × height × width × 3; zeros for a picture that could not be read. */
  read(indices: ArrayLike<number>): Uint8Array
  facts: PictureFacts
  /** Pictures that could not be read, and why. */
  problems: { index: number; code: PictureProblem }[]
  close(): void
}

export interface PixelCacheOptions {
  /** Of the cache files; made if need be. */
  folder: string
  signal: AbortSignal
  report?: (progress: { done: number; total: number }) => void
  /** Who reads the pictures; the picture worker if not given. */
  pictures?: (input: InputSize) => Pictures
}

/**
 * Decodes pictures as the engine does for a scan (`images/preprocess.ts`) and keeps their pixels in a file. The file
 * is named by what goes in: paths, sizes and times of the pictures, size of the input and version of the preparation.
 * The same again is opened, not decoded; what was stopped or killed goes on where it was; a picture that is in
 * another file of the folder is copied from there. What was not used for thirty days is removed.
 * @throws AppError `catalog/disk-full`, `catalog/read-only`, `app/cancelled` when the signal aborts
 */
export async function openPixelCache(
  films: readonly { path: string }[],
  input: InputSize,
  options: PixelCacheOptions,
): Promise<PixelCache> {
  const identities = films.map(({ path }) => identityOf(path))
  const header: CacheHeader = { input, count: films.length, preprocess: PREPROCESS_VERSION }
  const key = createHash('sha256').update(JSON.stringify(header)).update(identities.join()).digest('hex')
  const name = `${input.height}x${input.width}-${key.slice(0, 16)}.pixels`
  const path = join(options.folder, name)
  const whole = openWhole(path, header)
  if (whole !== null) return whole
  await fillCache({ path, header, identities, films, ...options })
  const filled = openWhole(path, header)
  if (filled === null) throw new Error(`${path} is not whole after it was written`)
  return filled
}

/** Changes with the file's path, size and time. */
function identityOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false })
  return createHash('sha256')
    .update(`${path}\0${stats?.size ?? -1}\0${stats?.mtimeMs ?? 0}`)
    .digest('hex')
    .slice(0, 16)
}

function openWhole(path: string, header: CacheHeader): PixelCache | null {
  let file: OpenFile
  try {
    file = openToRead(path)
  } catch {
    return null
  }
  const descriptor = file.descriptor()
  const isOurs = JSON.stringify(readHeader(descriptor)) === JSON.stringify(header)
  const isWhole = isOurs && fstatSync(descriptor).size === layoutOf(header).sizeBytes
  const records = isWhole ? readRecords(descriptor, header) : [null]
  if (!records.every((record) => record !== null)) {
    file.close()
    return null
  }
  touch(path)
  const firstByte = layoutOf(header).pixels
  const size = bytesPerPicture(header.input)
  return {
    path,
    input: header.input,
    count: header.count,
    bytesPerPicture: size,
    firstByte,
    read: (indices) => readPictures(file.descriptor(), indices, { firstByte, size }),
    facts: factsOf(records),
    problems: records.flatMap(({ problem }, index) => (problem === null ? [] : [{ index, code: problem }])),
    close: () => {
      file.close()
    },
  }
}

/** The time of the file tells when it was last used. */
function touch(path: string): void {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // A folder that can only be read is as good.
  }
}

function factsOf(records: readonly PictureRecord[]): PictureFacts {
  return {
    ok: Uint8Array.from(records, ({ problem }) => (problem === null ? 1 : 0)),
    grayscale: Uint8Array.from(records, ({ grayscale }) => (grayscale ? 1 : 0)),
    lowInformation: Uint8Array.from(records, ({ lowInformation }) => (lowInformation ? 1 : 0)),
    width: Uint16Array.from(records, ({ width }) => width),
    height: Uint16Array.from(records, ({ height }) => height),
    dhash: BigUint64Array.from(records, ({ dhash }) => dhash),
  }
}

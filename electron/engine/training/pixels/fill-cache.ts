import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync } from 'node:fs'
import { mkdirSync, openSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { AppError } from '#shared/errors.ts'
import { acquireLock } from '../../catalog/lock.ts'
import type { PictureRequest, PictureResult, Pictures } from '../../images/pictures.ts'
import { createPictures } from '../../images/pictures.ts'
import type { InputSize } from '../../images/preprocess.ts'
import { refusalOfWrite } from '../../platform/disk-full.ts'
import type { CacheHeader, PictureRecord } from './cache-file.ts'
import { bytesPerPicture, encodeHeader, layoutOf, readHeader, readPictures } from './cache-file.ts'
import { readRecords, writePicture, writeWhole } from './cache-file.ts'

const LOCK_PAUSE_MS = 300
/** Files that nobody opened for thirty days go when another is made. */
const UNUSED_MS = 30 * 24 * 60 * 60 * 1000

export interface Filling {
  path: string
  header: CacheHeader
  films: readonly { path: string }[]
  /** Of the pictures' files, in order. */
  identities: readonly string[]
  signal: AbortSignal
  report?: (progress: { done: number; total: number }) => void
  pictures?: (input: InputSize) => Pictures
}

/**
 * Makes the file of a cache, under another name until it is whole. One process at a time in a folder: others wait,
 * and find it made.
 * @throws AppError `catalog/disk-full`, `catalog/read-only`, `app/cancelled`
 */
export async function fillCache(filling: Filling): Promise<void> {
  const folder = dirname(filling.path)
  try {
    mkdirSync(folder, { recursive: true })
    const lock = await waitForLock(join(folder, 'pixels.lock'), filling.signal)
    try {
      if (!existsSync(filling.path)) await fillPart(filling)
      removeUnused(folder)
    } finally {
      lock.release()
    }
  } catch (error) {
    throw refusal(error)
  }
}

/** They can be made again, and are large. */
function removeUnused(folder: string): void {
  const before = Date.now() - UNUSED_MS
  for (const name of readdirSync(folder).filter((each) => /\.pixels(?:\.part)?$/.test(each))) {
    const path = join(folder, name)
    if (statSync(path).mtimeMs < before) rmSync(path, { force: true })
  }
}

async function waitForLock(lockPath: string, signal: AbortSignal) {
  for (;;) {
    if (signal.aborted) throw new AppError('app/cancelled')
    try {
      return acquireLock(lockPath)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'catalog/busy') throw error
    }
    await delay(LOCK_PAUSE_MS, undefined, { signal }).catch(() => undefined)
  }
}

async function fillPart(filling: Filling): Promise<void> {
  const part = `${filling.path}.part`
  const descriptor = openSync(part, existsSync(part) ? 'r+' : 'w+')
  try {
    const done = begin(descriptor, filling)
    copyFromOthers(descriptor, filling, done)
    await decodeRest(descriptor, filling, done)
    fsyncSync(descriptor)
  } catch (error) {
    closeSync(descriptor)
    // What was stopped goes on from here the next time; what has no room would only take it from others.
    if (!(error instanceof AppError && error.code === 'app/cancelled')) rmSync(part, { force: true })
    throw error
  }
  closeSync(descriptor)
  renameSync(part, filling.path)
}

/** Header and room; says which pictures a former try left whole. */
function begin(descriptor: number, { path, header }: Filling): Uint8Array {
  const done = new Uint8Array(header.count)
  const { sizeBytes } = layoutOf(header)
  if (JSON.stringify(readHeader(descriptor)) === JSON.stringify(header)) {
    for (const [index, record] of readRecords(descriptor, header).entries())
      if (record !== null && isWhole(descriptor, header, index, record)) done[index] = 1
  } else {
    const { bavail, bsize } = statfsSync(dirname(path))
    if (bavail * bsize < sizeBytes)
      throw new AppError(
        'catalog/disk-full',
        `The pixels of ${header.count} pictures take ${inMB(sizeBytes)}`,
      )
    ftruncateSync(descriptor, 0)
    writeWhole(descriptor, encodeHeader(header), 0)
  }
  if (fstatSync(descriptor).size !== sizeBytes) ftruncateSync(descriptor, sizeBytes)
  return done
}

function inMB(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000)} MB`
}

/** After a power cut a record may have reached the disk without its pixels. */
function isWhole(descriptor: number, header: CacheHeader, index: number, record: PictureRecord): boolean {
  if (record.problem !== null) return true
  return crc32(pixelsOf(descriptor, header, index)) === record.pixels
}

function pixelsOf(descriptor: number, header: CacheHeader, index: number): Uint8Array {
  const place = { firstByte: layoutOf(header).pixels, size: bytesPerPicture(header.input) }
  return readPictures(descriptor, [index], place)
}

/** A list with some films more or less is another file; what both hold is decoded once. */
function copyFromOthers(descriptor: number, filling: Filling, done: Uint8Array): void {
  const { path, header, identities } = filling
  const folder = dirname(path)
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.pixels') || !done.includes(0)) continue
    const other = openSync(join(folder, name), 'r')
    try {
      const theirs = readHeader(other)
      if (
        theirs === null ||
        JSON.stringify({ ...theirs, count: 0 }) !== JSON.stringify({ ...header, count: 0 })
      )
        continue
      const records = readRecords(other, theirs)
      const places = new Map(records.map((record, place) => [record?.identity ?? '', place]))
      for (const [index, identity] of identities.entries()) {
        const place = places.get(identity)
        const record = place === undefined ? null : records[place]
        if (done[index] === 1 || place === undefined || record === null || record === undefined) continue
        const pixels = record.problem === null ? pixelsOf(other, theirs, place) : null
        writePicture(descriptor, header, index, { record, pixels })
        done[index] = 1
      }
    } finally {
      closeSync(other)
    }
  }
}

async function decodeRest(descriptor: number, filling: Filling, done: Uint8Array): Promise<void> {
  const { header, identities, signal, report } = filling
  let count = done.reduce((sum, isDone) => sum + isDone, 0)
  const total = header.count
  report?.({ done: count, total })
  if (count === total) return
  const pictures = (filling.pictures ?? ((input) => createPictures({ input })))(header.input)
  try {
    for await (const result of pictures.process(requests(filling, done), { signal })) {
      const record = { identity: identities[result.key] ?? '', ...factsOf(result) }
      writePicture(descriptor, header, result.key, { record, pixels: result.ok ? result.tensor : null })
      count++
      report?.({ done: count, total })
    }
  } finally {
    await pictures.close()
  }
  if (signal.aborted) throw new AppError('app/cancelled')
  if (count < total) throw new Error(`${total - count} pictures were not answered`)
}

function* requests({ films }: Filling, done: Uint8Array): Generator<PictureRequest> {
  for (const [key, { path }] of films.entries())
    if (done[key] !== 1) yield { key, path: Buffer.from(path), wantTensor: true, wantThumbnail: false }
}

function factsOf(result: PictureResult): Omit<PictureRecord, 'identity' | 'pixels'> {
  if (!result.ok) {
    return { problem: result.code, grayscale: false, lowInformation: false, width: 0, height: 0, dhash: 0n }
  }
  return {
    problem: null,
    grayscale: result.flags.includes('grayscale'),
    lowInformation: result.flags.includes('low-information'),
    width: result.width,
    height: result.height,
    dhash: BigInt(`0x${result.dhash}`),
  }
}

function refusal(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(?:EACCES|EPERM|EROFS)$/.test(code)) return new AppError('catalog/read-only')
  return refusalOfWrite(error)
}

import type { BigIntStats } from 'node:fs'
import { constants } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { access, lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import type { ErrorCode } from '#shared/errors.ts'
import { isDiskFull, refusalOfWrite } from '../../platform/disk-full.ts'
import { syncFolder } from '../../platform/whole-file.ts'
import { LARGEST_NFO_BYTES } from '../nfo.ts'
import { nfoKey } from '../nfo-beside.ts'
import { joinPath } from '../walk-stat.ts'

/** Paths are raw bytes throughout. */

export type NfoFound = { bytes: Buffer } | { code: ErrorCode }

interface NfoPlace {
  rootPath: Buffer
  /** Below the root. */
  path: Buffer
  /** As the last scan read it. */
  key: string
}

const SLASH = 0x2f
/** Short, so that no name is too long for it, and one at a time in any folder. */
const PARTIAL = Buffer.from('.onesheet-nfo.partial')
const PERMISSIONS = 0o7777n

/**
 * Reads an NFO file.
 * @returns a code where it is not the one that was scanned, or cannot be read
 */
export async function readScannedNfo(place: NfoPlace): Promise<NfoFound> {
  const path = joinPath(place.rootPath, place.path)
  const stats = await statsOf(path)
  if (stats === null) return { code: 'nfo/changed' }
  if (!stats.isFile()) return { code: 'nfo/link' }
  if (!isScanned(stats, place)) return { code: 'nfo/changed' }
  if (stats.size > LARGEST_NFO_BYTES) return { code: 'nfo/too-large' }
  try {
    return { bytes: await readFile(path) }
  } catch {
    return { code: 'nfo/read-only' }
  }
}

/** Why an NFO file that was read is not to be written: it is reached by other names too, or marked so; null: it may be. */
export async function whyNotWritable({ rootPath, path }: NfoPlace): Promise<ErrorCode | null> {
  const whole = joinPath(rootPath, path)
  const stats = await statsOf(whole)
  if (stats === null) return 'nfo/changed'
  if (stats.nlink > 1n) return 'nfo/link'
  // Renaming asks only the folder; root is refused nothing. What is marked as read-only stays so.
  if ((stats.mode & 0o200n) === 0n) return 'nfo/read-only'
  return access(whole, constants.W_OK).then(
    () => null,
    () => 'nfo/read-only',
  )
}

/**
 * Puts other bytes in its place: written beside, synced, with the owner and permissions it had, and renamed.
 * @returns the key of the file that is there now, or why nothing was written
 * @throws AppError `catalog/disk-full`
 */
export async function replaceNfo(
  place: NfoPlace,
  bytes: Uint8Array,
): Promise<{ key: string } | { code: ErrorCode }> {
  const path = joinPath(place.rootPath, place.path)
  const folder = folderOf(path)
  const partial = joinPath(folder, PARTIAL)
  try {
    const before = await statsOf(path)
    if (before === null) return { code: 'nfo/changed' }
    await writePartial(partial, bytes, before)
    const now = await statsOf(path)
    if (now?.ino !== before.ino || !isScanned(now, place)) return { code: 'nfo/changed' }
    await rename(partial, path)
  } catch (error) {
    if (isDiskFull(error)) throw refusalOfWrite(error)
    return { code: 'nfo/read-only' }
  } finally {
    await rm(partial, { force: true }).catch(() => undefined)
  }
  try {
    syncFolder(folder)
  } catch {
    // Some network folders cannot be synced; the file has its name all the same.
  }
  const after = await statsOf(path)
  return after === null ? { code: 'nfo/changed' } : { key: keyOf(place.path, after) }
}

async function writePartial(path: Buffer, bytes: Uint8Array, like: BigIntStats): Promise<void> {
  await rm(path, { force: true })
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await takeAfter(file, like)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Gives a file the owner and the permissions of another; fails where the owner may not be given away. */
async function takeAfter(file: FileHandle, like: BigIntStats): Promise<void> {
  const own = await file.stat({ bigint: true })
  if (own.uid !== like.uid || own.gid !== like.gid) await file.chown(Number(like.uid), Number(like.gid))
  await file.chmod(Number(like.mode & PERMISSIONS))
}

/**
 * Keeps a file as it was, under its whole path below a folder.
 * @returns why that could not be, or null
 * @throws AppError `catalog/disk-full`
 */
export async function keepCopy(
  copiesFolder: string,
  place: NfoPlace,
  bytes: Uint8Array,
): Promise<ErrorCode | null> {
  const whole = joinPath(place.rootPath, place.path)
  // `C:` of Windows is no name of a folder.
  const below = Buffer.from(whole.toString('latin1').replace(/^([A-Za-z]):/u, '$1'), 'latin1')
  const path = Buffer.concat([Buffer.from(`${copiesFolder}/`), below])
  try {
    await mkdir(folderOf(path), { recursive: true })
    const file = await open(path, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    return null
  } catch (error) {
    if (isDiskFull(error)) throw refusalOfWrite(error)
    return 'nfo/no-copy'
  }
}

async function statsOf(path: Buffer): Promise<BigIntStats | null> {
  return lstat(path, { bigint: true }).catch(() => null)
}

function isScanned(stats: BigIntStats, { path, key }: NfoPlace): boolean {
  return keyOf(path, stats) === key
}

function keyOf(path: Buffer, stats: BigIntStats): string {
  return nfoKey(path, { size: Number(stats.size), mtimeMs: Number(stats.mtimeNs) / 1e6 })
}

function folderOf(path: Buffer): Buffer {
  const at = path.lastIndexOf(SLASH)
  return at <= 0 ? path.subarray(0, at + 1) : path.subarray(0, at)
}

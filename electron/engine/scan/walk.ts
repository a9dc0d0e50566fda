import { stat, type BigIntStats, type Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { folderReasonOf } from './kinds-art.ts'
import { classifyFile } from './kinds-files.ts'

/** A picture or an NFO file with what a stat says. */
export interface WalkedFile {
  kind: 'file'
  /** The name's bytes as the file system has them: any encoding, any Unicode form. */
  name: Buffer
  /** The name for people: bytes that are not UTF-8 become U+FFFD. Two names may look the same. */
  displayName: string
  sizeBytes: number
  mtimeMs: number
  /** Inode and device number, 64 bits each: evidence for moves and hard links, not identity. */
  inode: bigint
  device: bigint
}

/** Why an entry is not among a folder's files. `unsupported` and `other` files are not looked at further. */
export type WalkSkipReason =
  | 'special-file'
  | 'broken-link'
  | 'link-loop'
  | 'gone'
  | 'unreadable'
  | 'hidden'
  | 'system'

export interface WalkSkip {
  name: Buffer
  reason: WalkSkipReason
}

export interface WalkProblem {
  /** The system's code: EACCES, EIO, ENOTDIR, … */
  code: string
}

/** One folder. With a problem it was not read, and what the catalog knows of it must stay as it is. */
export interface WalkedFolder {
  /** From the root, separated by `/`; empty for the root itself. Raw bytes. */
  relativePath: Buffer
  /** The segments of the path for people and for the name rules. */
  folderNames: string[]
  /** Pictures and NFO files, in byte order of their names. */
  entries: WalkedFile[]
  /** Videos and refused pictures, by name only. */
  videoNames: string[]
  unsupportedNames: string[]
  /** Folders in this one, whether walked or not. */
  subfolderNames: string[]
  /** Pictures in a folder of the system (`@eaDir`, trickplay): counted by name, without a stat. */
  uncheckedPictureCount: number
  skipped: WalkSkip[]
  problem: WalkProblem | null
}

export interface WalkOptions {
  signal: AbortSignal
  /** Folders hidden by a dot are not entered unless asked; `.actors` always is. */
  includeHidden?: boolean
}

/** Stats at once: enough to keep the thread pool and a network file system busy. */
const STATS_AT_ONCE = 32

const SEPARATOR = Buffer.from('/')

/** Deterministic order: by the bytes of the names. */
export function scanOrder(one: { name: Buffer }, other: { name: Buffer }): number {
  return Buffer.compare(one.name, other.name)
}

function join(folder: Buffer, name: Buffer): Buffer {
  if (folder.length === 0) return name
  return folder.at(-1) === 0x2f ? Buffer.concat([folder, name]) : Buffer.concat([folder, SEPARATOR, name])
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? 'UNKNOWN'
}

/** With 64-bit numbers: inodes of some file systems do not fit a double. */
function statOf(path: Buffer): Promise<BigIntStats | string> {
  return new Promise((resolve) => {
    stat(path, { bigint: true }, (error, stats) => resolve(error === null ? stats : codeOf(error)))
  })
}

/** Runs a task per item, so many at once, in order of start; stops starting when the signal is given. */
async function forEachBounded<T>(items: readonly T[], signal: AbortSignal, task: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      signal.throwIfAborted()
      const item = items[next]
      next += 1
      if (item !== undefined) await task(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(STATS_AT_ONCE, items.length) }, lane))
}

interface Pending {
  path: Buffer
  relativePath: Buffer
  folderNames: string[]
}

type RawEntry = Dirent<Buffer>

/** The walk through one root: what it has visited, and the folders still to visit. */
class Walk {
  readonly #visited = new Set<string>()
  readonly #options: WalkOptions

  constructor(options: WalkOptions) {
    this.#options = options
  }

  /** True the first time a directory is met, by whatever path: a link back to it leads nowhere new. */
  enter(stats: BigIntStats): boolean {
    const identity = `${stats.dev}:${stats.ino}`
    if (this.#visited.has(identity)) return false
    this.#visited.add(identity)
    return true
  }

  /** Reads one folder and says which folders in it are to be walked next. */
  async read(pending: Pending): Promise<{ folder: WalkedFolder; next: Pending[] }> {
    const folder: WalkedFolder = {
      relativePath: pending.relativePath,
      folderNames: pending.folderNames,
      entries: [],
      videoNames: [],
      unsupportedNames: [],
      subfolderNames: [],
      uncheckedPictureCount: 0,
      skipped: [],
      problem: null,
    }
    let raw: RawEntry[]
    try {
      raw = await readdir(pending.path, { withFileTypes: true, encoding: 'buffer' })
    } catch (error) {
      folder.problem = { code: codeOf(error) }
      return { folder, next: [] }
    }
    raw.sort(scanOrder)
    const isSystemFolder = pending.folderNames.some(isCountedOnly)
    const next: Pending[] = []
    const toStat: RawEntry[] = []
    for (const entry of raw) {
      const displayName = entry.name.toString('utf8')
      if (entry.isDirectory() || entry.isSymbolicLink()) toStat.push(entry)
      else if (!entry.isFile()) folder.skipped.push({ name: entry.name, reason: 'special-file' })
      else if (this.#sortByName(folder, displayName, isSystemFolder)) toStat.push(entry)
    }
    await forEachBounded(toStat, this.#options.signal, async (entry) => {
      const found = await this.#look(entry, pending, folder, isSystemFolder)
      if (found !== null) next.push(found)
    })
    folder.entries.sort(scanOrder)
    folder.skipped.sort(scanOrder)
    folder.subfolderNames.sort()
    next.sort((one, other) => Buffer.compare(one.relativePath, other.relativePath))
    return { folder, next: next.filter((item) => this.#admit(item, folder)) }
  }

  /** Notes a file of which the name is enough; true when it wants a stat. */
  #sortByName(folder: WalkedFolder, displayName: string, isSystemFolder: boolean): boolean {
    const fileClass = classifyFile(displayName)
    if (isSystemFolder) {
      if (fileClass === 'picture') folder.uncheckedPictureCount += 1
      return false
    }
    if (fileClass === 'video') folder.videoNames.push(displayName)
    if (fileClass === 'unsupported') folder.unsupportedNames.push(displayName)
    return fileClass === 'picture' || fileClass === 'nfo'
  }
}

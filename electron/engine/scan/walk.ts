import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { folderReasonOf } from './kinds-art.ts'
import { classifyFile, isHiddenName } from './kinds-files.ts'
import { codeOf, identityOf, isPlaceholder, joinPath, statEach, statOf } from './walk-stat.ts'

/** A picture or an NFO file with what a stat says. */
export interface WalkedFile {
  kind: 'file'
  /** The name's bytes as the file system has them: any encoding, any Unicode form. */
  name: Buffer
  /** The name for people: bytes that are not UTF-8 become U+FFFD, so two names may look the same. */
  displayName: string
  /** Bytes. */
  size: number
  mtimeMs: number
  /** Inode and device number, unsigned 64 bits each: evidence for moves and hard links, not identity. */
  inode: bigint
  device: bigint
}

export type WalkSkipReason =
  | 'special-file' // FIFO, device or socket: never opened
  | 'broken-link'
  | 'link-loop' // a link to a folder that is walked by another path
  | 'gone' // vanished between the listing and the stat
  | 'unreadable' // a stat was refused: see the code
  | 'not-downloaded' // its bytes are only in the cloud
  | 'hidden'
  | 'system'

export interface WalkSkip {
  name: Buffer
  reason: WalkSkipReason
  /** The system's code, or null where there was no error. */
  code: string | null
}

/** One folder. With a problem it could not be listed: what the catalog knows of it must stay as it is. */
export interface WalkedFolder {
  /** From the root, with `/` between; empty for the root itself. Raw bytes. */
  relativePath: Buffer
  /** The segments of the path for people and for the rules of names. */
  folderNames: string[]
  /** Pictures and NFO files in byte order of their names. */
  entries: WalkedFile[]
  /** Names without a stat: videos, pictures of kinds not taken, pictures hidden or kept by a system. */
  videoNames: string[]
  unsupportedNames: string[]
  uncheckedPictureNames: string[]
  /** Every folder in this one, whether walked or not. */
  subfolderNames: string[]
  skipped: WalkSkip[]
  /** The system's code (EACCES, ENOENT, ENOTDIR, EIO, …). */
  problem: { code: string } | null
}

export interface WalkOptions {
  signal: AbortSignal
  /** Folders hidden by a dot are entered only if asked; `.actors` always is. */
  includeHidden?: boolean
}

/** Deterministic order: by the bytes of the names. */
export function scanOrder(one: { name: Buffer }, other: { name: Buffer }): number {
  return Buffer.compare(one.name, other.name)
}

interface Pending {
  name: Buffer
  path: Buffer
  relativePath: Buffer
  folderNames: string[]
  isLink: boolean
  /** Device and inode, or null where the stat failed; then listing it will name the problem. */
  identity: string | null
}

function emptyFolder(pending: Pending): WalkedFolder {
  return {
    relativePath: pending.relativePath,
    folderNames: pending.folderNames,
    entries: [],
    videoNames: [],
    unsupportedNames: [],
    uncheckedPictureNames: [],
    subfolderNames: [],
    skipped: [],
    problem: null,
  }
}

/** The folders of thumbnails that servers keep: their pictures are counted by name, which costs no stat. */
function isCountedOnly(folderNames: readonly string[]): boolean {
  return folderNames.some((name) => {
    const reason = folderReasonOf(name)
    return reason === 'eadir' || reason === 'trickplay'
  })
}

/** Sorts a file of which the name may be enough; true when a stat is wanted. */
function wantsStat(folder: WalkedFolder, name: string, countedOnly: boolean): boolean {
  const fileClass = classifyFile(name)
  if (fileClass === 'picture' && (countedOnly || isHiddenName(name))) folder.uncheckedPictureNames.push(name)
  else if (countedOnly || isHiddenName(name)) return false
  else if (fileClass === 'video') folder.videoNames.push(name)
  else if (fileClass === 'unsupported') folder.unsupportedNames.push(name)
  else return fileClass === 'picture' || fileClass === 'nfo'
  return false
}

/** Why a folder is not entered, or null. */
function closedReason(name: string, options: WalkOptions): WalkSkipReason | null {
  const reason = folderReasonOf(name)
  if (reason === 'system') return 'system'
  return reason === 'hidden' && options.includeHidden !== true ? 'hidden' : null
}

/** Lists one folder; the folders in it that are to be walked go to `found`. */
async function listFolder(pending: Pending, options: WalkOptions, found: Pending[]): Promise<WalkedFolder> {
  const folder = emptyFolder(pending)
  let listed: Dirent<Buffer>[]
  try {
    listed = await readdir(pending.path, { withFileTypes: true, encoding: 'buffer' })
  } catch (error) {
    folder.problem = { code: codeOf(error) }
    return folder
  }
  listed.sort(scanOrder)
  const countedOnly = isCountedOnly(pending.folderNames)
  const toStat: Dirent<Buffer>[] = []
  const skip = (name: Buffer, reason: WalkSkipReason, code: string | null = null): void => {
    folder.skipped.push({ name, reason, code })
  }
  for (const entry of listed) {
    const displayName = entry.name.toString('utf8')
    if (entry.isDirectory()) {
      folder.subfolderNames.push(displayName)
      const closed = closedReason(displayName, options)
      if (closed === null) toStat.push(entry)
      else skip(entry.name, closed)
    } else if (entry.isSymbolicLink()) toStat.push(entry)
    else if (!entry.isFile()) skip(entry.name, 'special-file')
    else if (wantsStat(folder, displayName, countedOnly)) toStat.push(entry)
  }
  const enter = (entry: Dirent<Buffer>, displayName: string, identity: string | null): void => {
    found.push({
      name: entry.name,
      path: joinPath(pending.path, entry.name),
      relativePath: joinPath(pending.relativePath, entry.name),
      folderNames: [...pending.folderNames, displayName],
      isLink: entry.isSymbolicLink(),
      identity,
    })
  }
  const pathOf = (entry: Dirent<Buffer>): Buffer => joinPath(pending.path, entry.name)
  await statEach(toStat, pathOf, options.signal, (entry, stats) => {
    const displayName = entry.name.toString('utf8')
    const isLink = entry.isSymbolicLink()
    if (typeof stats === 'string') {
      if (stats === 'ENOENT') skip(entry.name, isLink ? 'broken-link' : 'gone')
      else if (stats === 'ELOOP') skip(entry.name, 'link-loop')
      else if (entry.isDirectory()) enter(entry, displayName, null)
      else skip(entry.name, 'unreadable', stats)
    } else if (stats.isDirectory()) {
      if (isLink) folder.subfolderNames.push(displayName)
      const closed = isLink ? closedReason(displayName, options) : null
      if (closed === null) enter(entry, displayName, identityOf(stats))
      else skip(entry.name, closed)
    } else if (!stats.isFile()) skip(entry.name, 'special-file')
    else if (isPlaceholder(stats)) skip(entry.name, 'not-downloaded')
    else if (!isLink || wantsStat(folder, displayName, countedOnly)) {
      folder.entries.push({
        kind: 'file',
        name: entry.name,
        displayName,
        size: Number(stats.size),
        mtimeMs: Number(stats.mtimeNs) / 1e6,
        inode: stats.ino,
        device: stats.dev,
      })
    }
  })
  folder.entries.sort(scanOrder)
  folder.skipped.sort(scanOrder)
  folder.subfolderNames.sort()
  return folder
}

/**
 * Walks a tree and yields each folder once, depth first in byte order of the names. Folders behind links
 * come last, and only where they were not walked by their own path: so a link never takes a folder's files
 * from their real place, and a loop ends. Nothing is opened but folders.
 * @throws the signal's reason when it is given; any other trouble is in the folder's `problem` and `skipped`
 */
export async function* walkFolder(
  rootPath: Buffer | string,
  options: WalkOptions,
): AsyncGenerator<WalkedFolder> {
  const path = typeof rootPath === 'string' ? Buffer.from(rootPath, 'utf8') : rootPath
  const nowhere = Buffer.alloc(0)
  const root: Pending = {
    name: nowhere,
    path,
    relativePath: nowhere,
    folderNames: [],
    isLink: false,
    identity: null,
  }
  const visited = new Set<string>()
  const stack: Pending[] = [root]
  const links: Pending[] = []
  options.signal.throwIfAborted()
  const rootStats = await statOf(path)
  if (typeof rootStats !== 'string') root.identity = identityOf(rootStats)
  for (;;) {
    const pending = stack.pop() ?? links.shift()
    if (pending === undefined) return
    options.signal.throwIfAborted()
    if (pending.identity !== null && visited.has(pending.identity)) {
      const folder = emptyFolder(pending)
      folder.skipped.push({ name: pending.name, reason: 'link-loop', code: null })
      yield folder
      continue
    }
    if (pending.identity !== null) visited.add(pending.identity)
    const found: Pending[] = []
    const folder = await listFolder(pending, options, found)
    // The deepest of the stack is taken next, so the first in order is put on it last.
    found.sort((one, other) => scanOrder(other, one))
    stack.push(...found.filter((item) => !item.isLink))
    links.push(...found.filter((item) => item.isLink).reverse())
    yield folder
  }
}

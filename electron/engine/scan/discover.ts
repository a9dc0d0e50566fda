import type { FileKind } from '../catalog/queries/files.ts'
import { createFolderDecider } from './kinds-walked.ts'
import type { NfoFile } from './nfo-beside.ts'
import { nfoBeside } from './nfo-beside.ts'
import type { WalkedFolder } from './walk.ts'
import { walkFolder } from './walk.ts'

/** A picture that counts as a poster by its name and folder; its bytes have not been looked at. */
export interface FoundFile {
  /** Raw bytes relative to the root, separated by `/`. */
  path: Buffer
  fileName: string
  folderNames: string[]
  sizeBytes: number
  modifiedMs: number
  /** Its shape has the last word: a landscape picture will be left out. */
  shapeDecides: boolean
  kind: FileKind
  nfo: NfoFile | null
}

export interface Discovery {
  files: FoundFile[]
  skipped: Map<string, number>
  nfoFiles: number
  otherPictures: number
  /** Folders (relative, raw bytes as latin1) and files that could not be looked at: what is known of them stays. */
  unreadable: Set<string>
  /** The root itself could not be listed. */
  rootProblem: string | null
}

/** Counts one more of a reason. */
export function countSkip(skipped: Map<string, number>, reason: string, count = 1): void {
  skipped.set(reason, (skipped.get(reason) ?? 0) + count)
}

/** So many pictures fill a wall on any screen. */
const FIRST_FILES = 200

/**
 * Walks a root and sorts every picture by name. Nothing is opened but folders.
 * @param options.onFolder told after each folder, for progress
 * @param options.onFirst handed the first few hundred pictures as soon as they are found; waited for
 */
export async function discover(
  rootPath: Buffer,
  options: {
    includeAllArt: boolean
    signal: AbortSignal
    onFolder?: (found: number) => void
    onFirst?: (files: readonly FoundFile[]) => Promise<void>
  },
): Promise<Discovery> {
  const discovery: Discovery = {
    files: [],
    skipped: new Map(),
    nfoFiles: 0,
    otherPictures: 0,
    unreadable: new Set(),
    rootProblem: null,
  }
  const decide = createFolderDecider({ includeAllArt: options.includeAllArt })
  let isFirst = true
  for await (const folder of walkFolder(rootPath, { signal: options.signal })) {
    noteProblems(folder, discovery)
    const decision = decide(folder)
    for (const [reason, count] of decision.skipped) countSkip(discovery.skipped, reason, count)
    discovery.nfoFiles += decision.nfos.length
    discovery.otherPictures += folder.entries.length - decision.nfos.length - decision.posters.length
    const prefix =
      folder.relativePath.length === 0 ? Buffer.alloc(0) : Buffer.concat([folder.relativePath, SLASH])
    for (const { entry, shapeDecides, kind } of decision.posters) {
      discovery.files.push({
        path: Buffer.concat([prefix, entry.name]),
        fileName: entry.displayName,
        folderNames: folder.folderNames,
        sizeBytes: entry.size,
        modifiedMs: entry.mtimeMs,
        shapeDecides,
        kind,
        nfo: nfoBeside(entry.displayName, decision.nfos, prefix),
      })
    }
    options.onFolder?.(discovery.files.length)
    if (isFirst && discovery.files.length >= FIRST_FILES) {
      isFirst = false
      await options.onFirst?.([...discovery.files])
    }
  }
  return discovery
}

function noteProblems(folder: WalkedFolder, discovery: Discovery): void {
  const path = folder.relativePath.toString('latin1')
  if (folder.problem !== null) {
    if (path === '') discovery.rootProblem = folder.problem.code
    discovery.unreadable.add(path)
    countSkip(discovery.skipped, 'unreadable-folder')
  }
  for (const skip of folder.skipped) {
    if (skip.reason !== 'unreadable' && skip.reason !== 'not-downloaded') continue
    const name = skip.name.toString('latin1')
    discovery.unreadable.add(path === '' ? name : `${path}/${name}`)
  }
}

/** Whether a path lies in (or is) something that could not be looked at. */
export function isUnreadable(path: Buffer, unreadable: ReadonlySet<string>): boolean {
  if (unreadable.size === 0) return false
  const text = path.toString('latin1')
  if (unreadable.has(text) || unreadable.has('')) return true
  for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) {
    if (unreadable.has(text.slice(0, at))) return true
  }
  return false
}

const SLASH = Buffer.from('/')

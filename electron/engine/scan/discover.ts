import type { NfoFile } from './nfo-beside.ts'
import { nfoBeside } from './nfo-beside.ts'
import { decideFolder } from './kinds.ts'
import { sortFolderFiles } from './kinds-files.ts'
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
  nfo: NfoFile | null
}

export interface Discovery {
  files: FoundFile[]
  skipped: Map<string, number>
  nfoFiles: number
  otherPictures: number
}

/** Counts one more of a reason. */
export function countSkip(skipped: Map<string, number>, reason: string, count = 1): void {
  skipped.set(reason, (skipped.get(reason) ?? 0) + count)
}

/**
 * Walks a root and sorts every picture by name. Nothing is opened but folders.
 * @param onFolder told after each folder, for progress
 */
export async function discover(
  rootPath: Buffer,
  options: { includeAllArt: boolean; signal: AbortSignal; onFolder?: (found: number) => void },
): Promise<Discovery> {
  const discovery: Discovery = { files: [], skipped: new Map(), nfoFiles: 0, otherPictures: 0 }
  const seriesFolders: string[] = []
  for await (const folder of walkFolder(rootPath, { signal: options.signal })) {
    for (const { reason } of folder.skipped) countSkip(discovery.skipped, reason)
    sortFolder(folder, discovery, seriesFolders, options.includeAllArt)
    options.onFolder?.(discovery.files.length)
  }
  return discovery
}

function sortFolder(
  folder: WalkedFolder,
  discovery: Discovery,
  seriesFolders: string[],
  includeAllArt: boolean,
): void {
  const folderKey = folder.relativePath.toString('latin1')
  const folderNames = folderKey === '' ? [] : folder.relativePath.toString('utf8').split('/')
  const names = folder.entries.map((entry) => entry.displayName)
  const sorted = sortFolderFiles(names)
  if (sorted.hasTvshowNfo) seriesFolders.push(folderKey)
  const underSeries = seriesFolders.some((series) => series === '' || folderKey === series || folderKey.startsWith(`${series}/`))
  const byName = new Map(folder.entries.map((entry) => [entry.displayName, entry]))
  const nfos = folder.entries.filter((entry) => /\.nfo$/i.test(entry.displayName))
  discovery.nfoFiles += nfos.length
  const decisions = decideFolder({
    folderNames,
    pictures: sorted.pictures,
    videoStems: sorted.videoStems,
    nfoStems: sorted.nfoStems,
    underSeries,
    subfolderNames: folder.subfolderNames,
    includeAllArt,
  })
  for (const decision of decisions) {
    const entry = byName.get(decision.fileName)
    if (entry === undefined) continue
    if (decision.kind !== 'poster') {
      countSkip(discovery.skipped, decision.reason ?? 'other')
      discovery.otherPictures++
      continue
    }
    const prefix = folder.relativePath.length === 0 ? Buffer.alloc(0) : Buffer.concat([folder.relativePath, SLASH])
    discovery.files.push({
      path: Buffer.concat([prefix, entry.name]),
      fileName: entry.displayName,
      folderNames,
      sizeBytes: entry.size,
      modifiedMs: entry.mtimeMs,
      shapeDecides: decision.shapeDecides,
      nfo: nfoBeside(decision.fileName, nfos, prefix),
    })
  }
}

const SLASH = Buffer.from('/')

import { classifyFile, sortFolderFiles } from './kinds-files.ts'
import { decideFolder, type PictureDecision, type SeriesReason, type SkipReason } from './kinds.ts'
import type { WalkedFile, WalkedFolder, WalkSkipReason } from './walk.ts'

/** A picture that is a poster by name and folder. */
export interface WalkedPoster {
  entry: WalkedFile
  /** The name said nothing of its kind: `shapeReason` has the last word. */
  shapeDecides: boolean
  /** Anything but a poster only where all art was asked for. */
  kind: PictureDecision['kind']
}

/** One walked folder after the rules of names. */
export interface WalkedDecision {
  posters: WalkedPoster[]
  nfos: WalkedFile[]
  /** How many of each reason, the walk's own reasons included. */
  skipped: Map<SkipReason | SeriesReason | WalkSkipReason, number>
  /** A tvshow.nfo lies here or above. */
  isSeries: boolean
}

/**
 * Makes the function that decides folder after folder of one walk; it must be given every folder the walk
 * yields, in its order, since a tvshow.nfo speaks for all folders below its own.
 */
export function createFolderDecider(options: {
  includeAllArt: boolean
}): (folder: WalkedFolder) => WalkedDecision {
  const seriesPaths = new Set<string>()
  return (folder) => {
    const path = folder.relativePath.toString('latin1')
    const parentPath = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    const isBelowSeries = path !== '' && seriesPaths.has(parentPath)
    const nfos: WalkedFile[] = []
    const pictures: WalkedFile[] = []
    for (const entry of folder.entries) {
      if (classifyFile(entry.displayName) === 'nfo') nfos.push(entry)
      else pictures.push(entry)
    }
    const files = sortFolderFiles([...folder.videoNames, ...nfos.map((nfo) => nfo.displayName)])
    const isSeries = isBelowSeries || files.hasTvshowNfo
    if (isSeries) seriesPaths.add(path)
    const decisions = decideFolder({
      folderNames: folder.folderNames,
      pictures: [
        ...pictures.map((picture) => picture.displayName),
        ...folder.uncheckedPictureNames,
        ...folder.unsupportedNames,
      ],
      videoStems: files.videoStems,
      nfoStems: files.nfoStems,
      underSeries: isSeries,
      subfolderNames: folder.subfolderNames,
      includeAllArt: options.includeAllArt,
    })
    const decision: WalkedDecision = { posters: [], nfos, skipped: new Map(), isSeries }
    const count = (reason: SkipReason | SeriesReason | WalkSkipReason): void => {
      decision.skipped.set(reason, (decision.skipped.get(reason) ?? 0) + 1)
    }
    for (const skip of folder.skipped) count(skip.reason)
    decisions.forEach((decided, index) => {
      // By place and not by name: two names that are not UTF-8 may look the same.
      const entry = pictures[index]
      if (decided.reason !== null) count(decided.reason)
      else if (entry !== undefined) {
        decision.posters.push({ entry, shapeDecides: decided.shapeDecides, kind: decided.kind })
      }
    })
    return decision
  }
}

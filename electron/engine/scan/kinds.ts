import {
  artOwnerOf,
  artReasonOf,
  folderReasonOf,
  isEpisodeFile,
  isPosterName,
  isSeasonFile,
  isSeasonFolder,
  type ArtReason,
  type FolderReason,
} from './kinds-art.ts'
import { classifyFile, foldStem, isHiddenName, stemOf } from './kinds-files.ts'

export type SeriesReason = 'season-art' | 'series-art' | 'episode-art'
export type SkipReason = ArtReason | FolderReason | 'unsupported' | 'other-art' | 'not-portrait'

/**
 * What a picture's name and folders say it is. A `candidate` is a name that says nothing: the folder
 * ({@link decideFolder}) and the shape ({@link shapeReason}) decide.
 */
export type PictureKind =
  | { kind: 'poster'; reason: null }
  | { kind: 'candidate'; reason: null }
  | { kind: 'series'; reason: SeriesReason }
  | { kind: 'skipped'; reason: SkipReason }

export interface PictureName {
  fileName: string
  /** The folders between the root and the file, outermost first; the root itself is not among them. */
  folderNames: readonly string[]
}

/** Sorts one picture by name alone (conventions of Kodi, Jellyfin, Emby and Plex). */
export function classifyName(input: PictureName): PictureKind {
  const { fileName, folderNames } = input
  for (const folderName of folderNames) {
    const reason = folderReasonOf(folderName)
    if (reason !== null) return { kind: 'skipped', reason }
  }
  if (isHiddenName(fileName)) return { kind: 'skipped', reason: 'hidden' }
  if (classifyFile(fileName) !== 'picture') return { kind: 'skipped', reason: 'unsupported' }
  const art = artReasonOf(fileName)
  if (art !== null) return { kind: 'skipped', reason: art }
  if (isSeasonFile(fileName)) return { kind: 'series', reason: 'season-art' }
  if (isEpisodeFile(fileName)) return { kind: 'series', reason: 'episode-art' }
  if (folderNames.some(isSeasonFolder)) return { kind: 'series', reason: 'season-art' }
  return { kind: isPosterName(fileName) ? 'poster' : 'candidate', reason: null }
}

export interface FolderPictures {
  folderNames: readonly string[]
  /** Names of the pictures (and refused pictures) in this one folder. */
  pictures: readonly string[]
  /** Folded stems of the videos in this folder ({@link sortFolderFiles}). */
  videoStems?: ReadonlySet<string>
  nfoStems?: ReadonlySet<string>
  /** A tvshow.nfo lies here or in a folder above, within the root. */
  underSeries: boolean
  /** Names of the folders in this one: an `extrafanart` beside it makes this a media folder as well. */
  subfolderNames?: readonly string[]
  /** The person's switch: art and series pictures are taken too. System and hidden files never are. */
  includeAllArt?: boolean
}

export interface PictureDecision {
  fileName: string
  kind: 'poster' | 'series' | 'other'
  /** Why it is left out; null for what is taken. */
  reason: SkipReason | SeriesReason | null
  /** The name said nothing of its kind, so {@link shapeReason} has the last word. */
  shapeDecides: boolean
}

const NEVER_TAKEN: ReadonlySet<string> = new Set(['hidden', 'system', 'eadir', 'trickplay', 'unsupported'])
const NOT_MEDIA_ART: ReadonlySet<string> = new Set([...NEVER_TAKEN, 'screenshot', 'sample'])

/** So many more unnamed pictures than art make a collection in which some names merely sound like art. */
const COLLECTION_MINIMUM = 10
const COLLECTION_PER_ART = 10

const YEAR_AT_END = /\((?:18[7-9]\d|19\d\d|20\d\d)\)$/u

/** Whether the names say that this folder holds a film's art, so that an unnamed picture is not its poster. */
function isMediaFolder(folder: FolderPictures, kinds: readonly PictureKind[]): boolean {
  const beside = (folder.subfolderNames ?? []).map(folderReasonOf)
  if (beside.some((reason) => reason === 'extrafanart' || reason === 'extrathumbs' || reason === 'actor')) {
    return true
  }
  const artCount = kinds.filter((kind) => kind.kind === 'skipped' && !NOT_MEDIA_ART.has(kind.reason)).length
  if (artCount === 0) return kinds.some((kind) => kind.kind === 'series')
  const bare = (folder.videoStems?.size ?? 0) === 0 && (folder.nfoStems?.size ?? 0) === 0
  if (!bare || kinds.some((kind) => kind.kind === 'poster')) return true
  const candidateCount = kinds.filter((kind) => kind.kind === 'candidate').length
  return candidateCount < COLLECTION_MINIMUM || candidateCount < artCount * COLLECTION_PER_ART
}

/**
 * Decides every picture of one folder. In a folder with media-art names an unnamed picture is taken only
 * when it bears the name of a video, an NFO, the art's film or the folder, or ends in a year; elsewhere
 * every unnamed picture is taken, subject to its shape.
 */
export function decideFolder(folder: FolderPictures): PictureDecision[] {
  const kinds = folder.pictures.map((fileName) => classifyName({ fileName, folderNames: folder.folderNames }))
  const isMedia = isMediaFolder(folder, kinds)
  const owners = isMedia ? ownerStems(folder) : new Set<string>()
  const decideOne = (fileName: string, index: number): PictureDecision => {
    const kind = kinds[index] ?? { kind: 'candidate', reason: null }
    const decide = (
      decided: PictureDecision['kind'],
      reason: PictureDecision['reason'],
      shapeDecides = false,
    ): PictureDecision => ({ fileName, kind: decided, reason, shapeDecides })
    if (kind.kind === 'skipped') return decide('other', kind.reason)
    if (kind.kind === 'series') return decide('series', kind.reason)
    if (folder.underSeries) return decide('series', 'series-art')
    if (kind.kind === 'poster') return decide('poster', null)
    if (!isMedia) return decide('poster', null, !bearsName(fileName, folder))
    const stem = foldStem(stemOf(fileName))
    return owners.has(stem) || YEAR_AT_END.test(stem) ? decide('poster', null) : decide('other', 'other-art')
  }
  const decisions = folder.pictures.map(decideOne)
  if (folder.includeAllArt !== true) return decisions
  return decisions.map((decision) =>
    decision.reason !== null && NEVER_TAKEN.has(decision.reason) ? decision : { ...decision, reason: null },
  )
}

function ownerStems(folder: FolderPictures): Set<string> {
  const owners = new Set<string>([...(folder.videoStems ?? []), ...(folder.nfoStems ?? [])])
  for (const fileName of folder.pictures) {
    const owner = artOwnerOf(fileName)
    if (owner !== null) owners.add(owner)
  }
  const folderName = folder.folderNames.at(-1)
  if (folderName !== undefined) owners.add(foldStem(folderName))
  return owners
}

function bearsName(fileName: string, folder: FolderPictures): boolean {
  return folder.videoStems?.has(foldStem(stemOf(fileName))) === true
}

/** Wider than this many times its height is a landscape picture; squares and slightly wide ones are posters. */
export const LANDSCAPE_RATIO = 1.2

/** The second rule, for pictures whose name said nothing. Sizes in pixels, as seen (after the EXIF turn). */
export function shapeReason(widthPixels: number, heightPixels: number): 'not-portrait' | null {
  return heightPixels > 0 && widthPixels / heightPixels > LANDSCAPE_RATIO ? 'not-portrait' : null
}

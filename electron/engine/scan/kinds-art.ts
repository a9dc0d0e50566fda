import { foldStem, isHiddenName, stemOf } from './kinds-files.ts'

/** Why a picture is not on the wall. The words are counted and shown, so they are stable. */
export type ArtReason =
  | 'fanart'
  | 'backdrop'
  | 'banner'
  | 'logo'
  | 'clearart'
  | 'disc'
  | 'landscape'
  | 'thumb'
  | 'keyart'
  | 'characterart'
  | 'packaging'
  | 'chapter'
  | 'screenshot'
  | 'sample'

export type FolderReason =
  | 'extrafanart'
  | 'extrathumbs'
  | 'actor'
  | 'extras'
  | 'backdrop'
  | 'screenshot'
  | 'chapter'
  | 'sample'
  | 'trickplay'
  | 'eadir'
  | 'system'
  | 'hidden'

/** Words no film is called by: taken as a suffix after a hyphen, underscore or dot. */
const PLAIN_ART: readonly (readonly [RegExp, ArtReason])[] = [
  [/fan-?art/, 'fanart'],
  [/backdrops?/, 'backdrop'],
  [/clear-?logo|logo-?hd|hd(?:movie|tv)?logo/, 'logo'],
  [/(?:hd)?clear-?art/, 'clearart'],
  [/disc-?art|cd-?art|dvd-?art/, 'disc'],
  [/key-?art/, 'keyart'],
  [/character-?art/, 'characterart'],
  [/screen-?shots?|screen-?caps?/, 'screenshot'],
]

/** Words that films are called by too (`Banner`, `The Disc`): as a suffix only after a hyphen. */
const WORDY_ART: readonly (readonly [RegExp, ArtReason])[] = [
  [/background/, 'backdrop'],
  [/banner/, 'banner'],
  [/logo/, 'logo'],
  [/dis[ck]/, 'disc'],
  [/landscape/, 'landscape'],
  [/thumb(?:nail)?s?/, 'thumb'],
  [/chapter(?:\d\d|_)\d*/, 'chapter'],
  [/sample/, 'sample'],
]

/** Words too common in titles to be a suffix (`the-menu.jpg`, `the-box.jpg`): only as the whole name. */
const WHOLE_ART: readonly (readonly [RegExp, ArtReason])[] = [
  [/art/, 'backdrop'],
  [/cd|dvd/, 'disc'],
  [/back|back-?cover|spine|inlay|booklet|box|box-?rear|menu/, 'packaging'],
]

const NUMBERED = String.raw`(?:[-_. ]?\d{1,3}|[ ]?\(\d{1,2}\))?$`

function compile(
  table: readonly (readonly [RegExp, ArtReason])[],
  before: string,
): readonly (readonly [RegExp, ArtReason])[] {
  return table.map(([words, reason]) => [new RegExp(`${before}(?:${words.source})${NUMBERED}`, 'u'), reason])
}

const ART_RULES = [
  ...compile(PLAIN_ART, '(?:^|[-_.] ?)'),
  ...compile(WORDY_ART, '(?:^|- ?)'),
  ...compile(WHOLE_ART, '^'),
]

const CAPTURE = /^(?:screenshot|screen shot \d|vlcsnap[-_]|mpv-shot\d|snapshot[-_]\d|bildschirmfoto)/u

const POSTER_WHOLE =
  /^(?:poster|cover|folder|movie|default|jacket|show|front)(?:[-_. ]?\d{1,3}| ?\(\d{1,2}\))?$/u
const POSTER_SUFFIX =
  /[-_.] ?poster(?:[-_. ]?\d{1,3}| ?\(\d{1,2}\))?$|- ?(?:cover|folder)(?:[-_. ]?\d{1,3})?$/u
const ID_ONLY = /^(?:tt\d{7,10}|[[{]?(?:tmdb|imdb)(?:id)?[-= ](?:tt)?\d{1,10}[\]}]?)$/u

const SEASON_FILE =
  /^season[-_. ]?(?:\d{1,4}|specials?|all)(?:[-_. ]|$)|-season[-_. ]?(?:\d{1,4}|specials?|all)(?:[-_. ]|$)/u
/** `1x02` but not `27x40`: that is the size of a one-sheet in inches. */
const EPISODE = /(?:(?:^|[-_. [(])s\d{1,4}[-_. ]?e\d{1,4}|[-_. [(]\dx\d{2})(?:$|[-_. \])e])/u
const SEASON_FOLDER =
  /^(?:(?:season|staffel|saison|temporada|stagione|seizoen|sezon|säsong)[-_. ]?\d{1,4}|s\d{2})(?: ?\(\d{4}\))?$/u

/** The reason a name gives for being art other than a poster, or null. Any case, any Unicode form. */
export function artReasonOf(fileName: string): ArtReason | null {
  const stem = foldStem(stemOf(fileName))
  if (CAPTURE.test(stem)) return 'screenshot'
  for (const [rule, reason] of ART_RULES) if (rule.test(stem)) return reason
  return null
}

/** Whether the name says poster: a reserved word, a suffix, or nothing but a film's id. */
export function isPosterName(fileName: string): boolean {
  const stem = foldStem(stemOf(fileName))
  return POSTER_WHOLE.test(stem) || POSTER_SUFFIX.test(stem) || ID_ONLY.test(stem)
}

/** A name that says what the picture is but not of which film (`poster2`, `fanart`): its folder names the film. */
export function isGenericName(fileName: string): boolean {
  const stem = foldStem(stemOf(fileName))
  if (POSTER_WHOLE.test(stem) || CAPTURE.test(stem) || SEASON_FILE.test(stem)) return true
  return ART_RULES.some(([rule]) => rule.exec(stem)?.index === 0)
}

/** How many characters of a stem are its suffix of art (`-fanart2`): 0 where there is none, or nothing else. */
export function artSuffixLength(stem: string): number {
  const folded = foldStem(stem)
  for (const rule of [POSTER_SUFFIX, ...ART_RULES.map(([art]) => art)]) {
    const found = rule.exec(folded)
    if (found !== null && found.index > 0) return folded.length - found.index
  }
  return 0
}

/** What the art belongs to: `title (1999)` for `Title (1999)-fanart.jpg`, null for `fanart.jpg`. Folded. */
export function artOwnerOf(fileName: string): string | null {
  const stem = foldStem(stemOf(fileName))
  const suffixLength = artSuffixLength(stem)
  return suffixLength === 0 ? null : stem.slice(0, -suffixLength).trim()
}

export function isSeasonFile(fileName: string): boolean {
  return SEASON_FILE.test(foldStem(stemOf(fileName)))
}

export function isEpisodeFile(fileName: string): boolean {
  return EPISODE.test(foldStem(stemOf(fileName)))
}

export function isSeasonFolder(folderName: string): boolean {
  return SEASON_FOLDER.test(foldStem(folderName))
}

/** Folders by their whole name. `samples` and `shorts` are collections of posters as often as not: not listed. */
const FOLDER_REASONS: ReadonlyMap<string, FolderReason> = new Map<string, FolderReason>([
  ['extrafanart', 'extrafanart'],
  ['extrafanarts', 'extrafanart'],
  ['extrathumbs', 'extrathumbs'],
  ['.actors', 'actor'],
  ['backdrops', 'backdrop'],
  ['fanart', 'backdrop'],
  ['behind the scenes', 'extras'],
  ['deleted scenes', 'extras'],
  ['featurettes', 'extras'],
  ['trailers', 'extras'],
  ['extras', 'extras'],
  ['screenshots', 'screenshot'],
  ['screens', 'screenshot'],
  ['chapters', 'chapter'],
  ['sample', 'sample'],
  ['trickplay', 'trickplay'],
  ['@eadir', 'eadir'],
  ['#recycle', 'system'],
  ['#snapshot', 'system'],
  ['@recycle', 'system'],
  ['@recently-snapshot', 'system'],
  ['$recycle.bin', 'system'],
  ['system volume information', 'system'],
  ['lost+found', 'system'],
  ['__macosx', 'system'],
])

/** Why everything below a folder of this name is skipped, or null. */
export function folderReasonOf(folderName: string): FolderReason | null {
  const folded = foldStem(folderName)
  const named = FOLDER_REASONS.get(folded)
  if (named !== undefined) return named
  if (folded.endsWith('.trickplay')) return 'trickplay'
  return isHiddenName(folded) ? 'hidden' : null
}

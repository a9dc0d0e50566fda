import { artSuffixLength, isGenericName, isSeasonFolder } from './kinds-art.ts'
import { stemOf } from './kinds-files.ts'
import { cleanText, moveArticle, sortTitleKey } from '#shared/util/title-text.ts'
import { parseRelease } from './names-release.ts'

export { sortTitleKey } from '#shared/util/title-text.ts'

/** What a file's name and folders say of its film. */
export interface ParsedName {
  title: string | null
  year: number | null
  tmdbId: number | null
  /** In lower case: `tt0133093`. */
  imdbId: string | null
}

interface ParsedStem extends ParsedName {
  /** An id or a bracketed year: the name is one film's and no collection's (`Best of 1999`). */
  isCertain: boolean
}

const NOTHING: ParsedName = { title: null, year: null, tmdbId: null, imdbId: null }

/** The first film pictures are of the 1870s. */
export const EARLIEST_YEAR = 1870

const IMDB_ID = /(?<![a-z0-9])tt\d{7,10}(?![a-z0-9])/iu
const TMDB_ID = /(?:[[{(] ?tmdb(?:id)?[-=: ] ?(\d{1,9}) ?[\]})])|^tmdb(?:id)?[-_= ]?(\d{1,9})$/iu

/** Names given by a camera, a downloader or a machine. */
const MACHINE_NAMES: readonly RegExp[] = [
  /^[a-z]{0,3}\d{4,}$/iu,
  /^\d+$/u,
  /^(?:img|dsc[nf]?|pxl|mvi|scan|image|photo|pic|picture|file|untitled|unnamed|download|bild|foto)s?[-_ ]*(?:\(?\d[-_\d ]*\)?)?$/iu,
  /^(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{6,}$/iu,
  /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/iu,
  /^(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[A-Za-z0-9]{18,}$/u,
  /^MV5B[\w@.,-]+$/u,
]

function isMachineName(stem: string): boolean {
  return MACHINE_NAMES.some((pattern) => pattern.test(stem))
}

function validTmdbId(digits: string | undefined): number | null {
  const id = Number(digits ?? 0)
  return id > 0 && id < 2 ** 31 ? id : null
}

interface DatedText {
  before: string
  after: string
  year: number
}

/** The last year in round or square brackets: `2001 A Space Odyssey (1968)`. */
function bracketedYear(text: string, maxYear: number): DatedText | null {
  let last: DatedText | null = null
  for (const found of text.matchAll(/[([] ?(\d{4}) ?[)\]]/gu)) {
    const year = Number(found[1])
    if (year < EARLIEST_YEAR || year > maxYear) continue
    last = { before: text.slice(0, found.index), after: text.slice(found.index + found[0].length), year }
  }
  return last
}

function tidyTitle(text: string): string | null {
  const title = text
    .replace(/\[[^\]]*\]|\{[^}]*\}/gu, ' ')
    .replace(/ \(\d{1,2}\)$| - copy$/iu, '')
    .replace(/\s+/gu, ' ')
    .replace(/^(?:[-_,;\s]|\.(?!\.))+|[-_,;\s]+$/gu, '')
    .trim()
  return /[\p{L}\p{N}\p{S}!?]/u.test(title) ? moveArticle(title) : null
}

/** Parses one name without its extension: a film's file or its folder. */
function parseStem(rawStem: string, maxYear: number): ParsedStem {
  const stem = cleanText(rawStem)
  const imdbId = IMDB_ID.exec(stem)?.[0].toLowerCase() ?? null
  const tmdb = TMDB_ID.exec(stem)
  const tmdbId = validTmdbId(tmdb?.[1] ?? tmdb?.[2])
  const isCertain = imdbId !== null || tmdbId !== null
  const text = cleanText(
    stem
      .replace(TMDB_ID, ' ')
      .replace(/[[{(] ?imdb(?:id)?[-=: ] ?tt\d{7,10} ?[\]})]/giu, ' ')
      .replace(IMDB_ID, ' ')
      .replace(/[[{(] ?[\]})]/gu, ' '),
  )
  const dated = bracketedYear(text, maxYear)
  if (dated !== null) {
    const parted = tidyTitle(parseDatedTitle(dated.before)) ?? tidyTitle(parseDatedTitle(dated.after))
    return { title: parted, year: dated.year, tmdbId, imdbId, isCertain: true }
  }
  const leading = /^(\d{4}) - (.+)$/u.exec(text)
  const leadingYear = Number(leading?.[1] ?? 0)
  if (leading !== null && leadingYear >= EARLIEST_YEAR && leadingYear <= maxYear) {
    return { title: tidyTitle(leading[2] ?? ''), year: leadingYear, tmdbId, imdbId, isCertain }
  }
  const bare = text.replace(/\[[^\]]*\]|\{[^}]*\}/gu, ' ').trim()
  const isYearTitle = /^\d{4}$/u.test(bare) && Number(bare) >= EARLIEST_YEAR && Number(bare) <= maxYear
  if (isMachineName(bare) && !isYearTitle) return { ...NOTHING, tmdbId, imdbId, isCertain }
  const release = parseRelease(bare, maxYear)
  return { title: tidyTitle(release.title), year: release.year, tmdbId, imdbId, isCertain }
}

/** The title part beside a bracketed year: word separators out, no year sought in it. */
function parseDatedTitle(text: string): string {
  return parseRelease(text.trim(), 0).title
}

/** Folders that gather pictures or parts and never name a film. */
const GATHERING_FOLDER =
  /^(?:posters?|covers?|art(?:work)?|images?|pictures?|metadata|extras?|(?:cd|dis[ck]|dvd|part)[-_ ]?\d+)$/iu

function parseFolders(folderNames: readonly string[], maxYear: number): ParsedStem {
  for (let depth = folderNames.length - 1; depth >= 0; depth -= 1) {
    const folderName = folderNames[depth] ?? ''
    if (!GATHERING_FOLDER.test(folderName) && !isSeasonFolder(folderName))
      return parseStem(folderName, maxYear)
  }
  return { ...NOTHING, isCertain: false }
}

function differ<T>(one: T | null, other: T | null): boolean {
  return one !== null && other !== null && one !== other
}

/** Whether a file that says little lies in its own film's folder, and not in a collection of many films. */
function isSameFilm(file: ParsedStem, folder: ParsedStem): boolean {
  if (differ(file.imdbId, folder.imdbId) || differ(file.tmdbId, folder.tmdbId)) return false
  if (file.title === null) return folder.isCertain
  if (folder.title === null || differ(file.year, folder.year)) return false
  return sortTitleKey(file.title) === sortTitleKey(folder.title)
}

/**
 * Title, year and ids from a file's name; from its folder where the name says only what the picture is
 * (`poster.jpg`), or says less than a folder of the same film. Never throws.
 * @param folderNames folders between root and file, outermost first
 * @param maxYear a number above this is no year; a caller gives next year, so that 2049 stays a title
 */
export function parseName(folderNames: readonly string[], fileName: string, maxYear = 2100): ParsedName {
  const folder = parseFolders(folderNames, maxYear)
  const generic = isGenericName(fileName)
  const file = generic ? folder : parseStem(withoutArtSuffix(stemOf(fileName)), maxYear)
  const fill = !generic && isSameFilm(file, folder)
  return {
    title: file.title ?? (fill ? folder.title : null),
    year: file.year ?? (fill ? folder.year : null),
    tmdbId: file.tmdbId ?? (fill ? folder.tmdbId : null),
    imdbId: file.imdbId ?? (fill ? folder.imdbId : null),
  }
}

function withoutArtSuffix(stem: string): string {
  const trimmed = stem.normalize('NFC').trim()
  return trimmed.slice(0, trimmed.length - artSuffixLength(trimmed))
}

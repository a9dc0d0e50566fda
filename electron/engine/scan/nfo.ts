import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { decodeNfo, withoutComments, withoutDoctype } from './nfo-decode.ts'
import {
  childOf,
  firstText,
  imdbIdOf,
  salvageTexts,
  splitGenres,
  tmdbIdOf,
  valuesOf,
  yearOf,
} from './nfo-fields.ts'

export type NfoKind = 'movie' | 'series' | 'season' | 'episode' | 'unknown'

/** What an NFO file says (Kodi, Jellyfin, Emby). Genres are as written; genre-names.ts maps them. */
export interface NfoResult {
  kind: NfoKind
  title: string | null
  originalTitle: string | null
  year: number | null
  tmdbId: number | null
  imdbId: string | null
  genres: string[]
  /** Everything in `<tag>`, as written. */
  tags: string[]
  /** A sentence for the person, or null where the file was read as it should be. */
  problem: string | null
}

/** Kodi's largest NFO files (every actor, every stream) are a tenth of this. */
export const LARGEST_NFO_BYTES = 1024 * 1024

const ROOT_KINDS: ReadonlyMap<string, NfoKind> = new Map<string, NfoKind>([
  ['movie', 'movie'],
  ['tvshow', 'series'],
  ['season', 'season'],
  ['episodedetails', 'episode'],
])

/** The start of what an NFO file says of a film, a series, a season or an episode. */
export const NFO_ROOT = /<(movie|tvshow|season|episodedetails)(?=[\s>/])/iu

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  htmlEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 50,
  transformTagName: (name) => name.toLowerCase(),
  transformAttributeName: (name) => name.toLowerCase(),
})

function nothing(problem: string | null): NfoResult {
  return {
    kind: 'unknown',
    title: null,
    originalTitle: null,
    year: null,
    tmdbId: null,
    imdbId: null,
    genres: [],
    tags: [],
    problem,
  }
}

interface Links {
  kind: NfoKind
  imdbId: string | null
  tmdbId: number | null
}

/** Ids in addresses: the whole of a URL-only NFO, or the line after the XML of a combination NFO. */
function readLinks(text: string): Links {
  const tmdb = /themoviedb\.org\/(movie|tv)\/(\d{1,10})/iu.exec(text)
  const imdb = /imdb\.[a-z.]{2,6}\/(?:[a-z]{2}\/)?title\/(tt\d{7,10})(?!\d)/iu.exec(text)
  const bare = /^\s*(tt\d{7,10})\s*$/iu.exec(text)
  return {
    kind: tmdb === null ? 'unknown' : tmdb[1]?.toLowerCase() === 'tv' ? 'series' : 'movie',
    imdbId: imdbIdOf(imdb?.[1] ?? bare?.[1] ?? null),
    tmdbId: tmdbIdOf(tmdb?.[2] ?? null),
  }
}

function readIds(root: unknown, kind: NfoKind): Pick<NfoResult, 'imdbId' | 'tmdbId'> {
  const unique = valuesOf(root, 'uniqueid')
  const typed = (type: string): string | null =>
    unique.find((value) => value.attribute('type')?.toLowerCase() === type)?.text ?? null
  const plain = valuesOf(root, 'id')
  const plainImdb = plain.map((value) => imdbIdOf(value.text)).find((id) => id !== null) ?? null
  // A number in <id> is TMDB's for a film, but TheTVDB's for a series.
  const plainTmdb = plain
    .map((value) => tmdbIdOf(value.attribute('tmdb') ?? (kind === 'movie' ? value.text : null)))
    .find((id) => id !== null)
  return {
    imdbId:
      imdbIdOf(typed('imdb')) ??
      imdbIdOf(firstText(root, 'imdbid', 'imdb_id', 'imdb')) ??
      plainImdb ??
      unique.map((value) => imdbIdOf(value.text)).find((id) => id !== null) ??
      null,
    tmdbId:
      tmdbIdOf(typed('tmdb')) ?? tmdbIdOf(firstText(root, 'tmdbid', 'tmdb_id', 'tmdb')) ?? plainTmdb ?? null,
  }
}

function readRoot(root: unknown, kind: NfoKind): NfoResult {
  const genres = [...valuesOf(root, 'genre'), ...valuesOf(childOf(root, 'genres'), 'genre')]
  return {
    kind,
    title: firstText(root, 'title', 'localtitle'),
    originalTitle: firstText(root, 'originaltitle'),
    year:
      yearOf(firstText(root, 'year')) ??
      yearOf(firstText(root, 'premiered', 'releasedate', 'release_date', 'aired')),
    ...readIds(root, kind),
    genres: splitGenres(genres.map((genre) => genre.text)),
    tags: valuesOf(root, 'tag').map(({ text }) => text),
    problem: null,
  }
}

/** Broken XML: what its unbroken elements still say. */
function salvage(text: string, kind: NfoKind, problem: string): NfoResult {
  const first = (tag: string): string | null => salvageTexts(text, tag)[0] ?? null
  const typedId = (type: string): string | null =>
    new RegExp(`<uniqueid[^<>]{0,200}type=["']${type}["'][^<>]{0,200}>\\s{0,20}(\\w{1,12})`, 'iu').exec(
      text,
    )?.[1] ?? null
  const links = readLinks(text)
  return {
    kind,
    title: first('title'),
    originalTitle: first('originaltitle'),
    year: yearOf(first('year')) ?? yearOf(first('premiered')),
    tmdbId: tmdbIdOf(typedId('tmdb')) ?? tmdbIdOf(first('tmdbid')) ?? links.tmdbId,
    imdbId: imdbIdOf(typedId('imdb')) ?? imdbIdOf(first('imdbid')) ?? imdbIdOf(first('id')) ?? links.imdbId,
    genres: splitGenres(salvageTexts(text, 'genre')),
    tags: [],
    problem,
  }
}

/** The first root element and what stands outside it: a link, or the next episode of a file of several. */
function splitRoot(text: string, tag: string, start: number): { xml: string; rest: string } | null {
  const closing = new RegExp(`</${tag}\\s{0,20}>`, 'iu').exec(text.slice(start))
  if (closing === null) return null
  const end = start + closing.index + closing[0].length
  return { xml: text.slice(start, end), rest: text.slice(0, start) + text.slice(end) }
}

function parseXml(text: string, tag: string, kind: NfoKind, start: number): NfoResult {
  const split = splitRoot(text, tag, start)
  if (split === null) return salvage(text, kind, 'The NFO file ends before it is complete.')
  // Titles with a bare "&" are common and harmless.
  const xml = split.xml.replace(/&(?!#?\w{1,31};)/gu, '&amp;')
  const validity = XMLValidator.validate(xml, { allowBooleanAttributes: true })
  if (validity !== true) {
    return salvage(text, kind, `The NFO file is not valid XML (line ${validity.err.line}).`)
  }
  const tree: unknown = PARSER.parse(xml)
  const result = readRoot(childOf(tree, tag), kind)
  const links = readLinks(split.rest)
  return { ...result, tmdbId: result.tmdbId ?? links.tmdbId, imdbId: result.imdbId ?? links.imdbId }
}

/**
 * Reads an NFO file. Never throws and never expands an entity: what cannot be read leaves a sentence in
 * `problem` and as much of the rest as its unbroken elements give.
 */
export function parseNfo(bytes: Uint8Array): NfoResult {
  if (bytes.byteLength > LARGEST_NFO_BYTES)
    return nothing('The NFO file is larger than 1 MiB and was not read.')
  let text = ''
  let kind: NfoKind = 'unknown'
  try {
    text = withoutDoctype(withoutComments(decodeNfo(bytes)))
    const found = NFO_ROOT.exec(text)
    const tag = found?.[1]?.toLowerCase()
    if (found !== null && tag !== undefined) {
      kind = ROOT_KINDS.get(tag) ?? 'unknown'
      return parseXml(text, tag, kind, found.index)
    }
    return { ...nothing(null), ...readLinks(text), problem: problemWithoutRoot(text) }
  } catch {
    return salvage(text, kind, 'The NFO file could not be read as XML.')
  }
}

function problemWithoutRoot(text: string): string | null {
  const links = readLinks(text)
  if (links.imdbId !== null || links.tmdbId !== null) return null
  if (text.trim() === '') return 'The NFO file is empty.'
  return 'The NFO file describes no film: neither its XML nor a link to one was found.'
}

import type { GenreParts, PosterDetail, PosterGenre, WhyGenre } from '#shared/contract/poster.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { genreName, language, t } from '../../i18n.ts'
import { placeOf } from './heat-map.ts'

/** "right about 7 times in 10" from a share of right answers. */
export function rightWords(share: number): string {
  const times = Math.round(share * 10)
  if (times >= 10) return t('poster.reliability.always')
  if (times <= 0) return t('poster.reliability.never')
  return t('poster.reliability.right', { count: times }, times)
}

/** How far to trust the model with a genre; null where that is not known. */
export function reliabilityWords({ name, likelyFrom, reliability, parts }: PosterGenre): string | null {
  const genre = genreName(name)
  if (likelyFrom === null) return t(`poster.reliability.${parts === null ? 'weak' : 'weakTitled'}`, { genre })
  if (reliability === null) return null
  const likely = t('poster.reliability.likely', { genre })
  return t('poster.reliability.sentence', { likely, right: rightWords(reliability) })
}

/** A probability as it is said: "31" of 100. */
export function percentOf(probability: number): number {
  return Math.round(probability * 100)
}

/** What the bars of a genre show: from the picture, and from the title where it had a say. */
export function barWords({ probability, likelyFrom, parts }: PosterGenre, titled: boolean): string {
  if (probability === null) return t('poster.genres.barNone')
  const percent = percentOf(probability)
  const bar =
    parts === null
      ? t(titled ? 'poster.genres.barBoth' : 'poster.genres.bar', { percent })
      : t('poster.genres.barParts', { ...partPercents(parts), percent })
  return likelyFrom === null ? bar : t('poster.genres.barLikely', { bar, from: percentOf(likelyFrom) })
}

/** Whether picture or title decided on a genre, and what each says; null where the title had no say. */
export function decidedWords({
  name,
  parts,
  level,
}: Pick<PosterGenre, 'name' | 'parts' | 'level'>): string | null {
  if (parts === null) return null
  const { decidedBy } = parts
  const how = decidedBy !== 'neither' ? decidedBy : level === null ? 'rarity' : 'frequency'
  return t(`poster.decided.${how}`, { ...partPercents(parts), genre: genreName(name) })
}

function partPercents({ fromPicture, fromTitle }: GenreParts) {
  return { picture: percentOf(fromPicture), title: percentOf(fromTitle) }
}

const SILENT = {
  none: 'none',
  'bare-name': 'bareName',
  unreadable: 'unreadable',
  'next-scan': 'nextScan',
} as const

/** Why a title had no say, and what gives it one; null where it had, or the model reads none. */
export function silentWords({ titleSilent }: Pick<PosterDetail, 'titleSilent'>): string | null {
  return titleSilent === null ? null : t(`poster.titleSilent.${SILENT[titleSilent]}`)
}

/** Where on the poster the model sees a genre. A common genre may be said of a poster with no place that speaks for it. */
export function whereWords({ genre, map, mapMissing, level, parts }: WhyGenre): string {
  if (map === null) return t(`poster.why.missing.${mapMissing ?? 'network'}`)
  const place = placeOf(map)
  const but = parts?.decidedBy === 'title' ? 'nothingButTitle' : 'nothingButSaid'
  const said = place === 'nothing' && level !== null ? but : place
  return t(`poster.why.place.${said}`, { genre: genreName(genre) })
}

/** What the model says of a genre, in a word. */
export function levelWord({ level }: PosterGenre): string {
  return t(`poster.genres.${level ?? 'unlikely'}`)
}

/** "Horror and Mystery". */
export function genresWords(genres: readonly Genre[]): string {
  return new Intl.ListFormat(language()).format(genres.map(genreName))
}

/** Who says that a poster is of a genre: a person, else the NFO; the model's word is its level. */
export function claimOf({ verdict, verdictSource, nfo }: PosterGenre) {
  if (verdict !== null) return verdictSource ?? 'explicit'
  return nfo ? 'nfo' : null
}

type Sources = Pick<PosterDetail, 'titleSource' | 'yearSource'>

/** Where title and year are from: "from the NFO beside it", "title given by you". */
export function sourceWords({ titleSource, yearSource }: Sources): string {
  if (titleSource === 'person' && (yearSource === 'person' || yearSource === null))
    return t('poster.source.person')
  if (titleSource === 'person') return t('poster.source.titlePerson')
  if (yearSource === 'person') return t('poster.source.yearPerson')
  return t(`poster.source.${titleSource ?? 'none'}`)
}

const FLAGS = {
  damaged: 'damaged',
  'low-information': 'lowInformation',
  padded: 'padded',
  grayscale: 'grayscale',
  shared: 'shared',
  replaced: 'replaced',
} as const

/** What was noticed about a picture; a flag that this version does not know is left out. */
export function flagWords(flag: string): string | null {
  const key = FLAGS[flag as keyof typeof FLAGS] as (typeof FLAGS)[keyof typeof FLAGS] | undefined
  return key === undefined ? null : t(`poster.flag.${key}`)
}

/** The last two names of a path: which file it is, without where all of them lie. */
export function shortPath(path: string): string {
  return path
    .split(/[\\/]/)
    .filter((part) => part !== '')
    .slice(-2)
    .join('/')
}

/** A day in words from milliseconds since 1970. */
export function dayWords(atMs: number): string {
  return new Intl.DateTimeFormat(language(), { day: 'numeric', month: 'short', year: 'numeric' }).format(atMs)
}

/** A year as a person types it; null for none, undefined for what is no year. */
export function yearOf(text: string): number | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  const year = /^\d{4}$/.test(typed) ? Number(typed) : NaN
  return year >= 1870 && year <= 2100 ? year : undefined
}

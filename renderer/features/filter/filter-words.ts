import type { Known } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { folderName } from '../../components/words.ts'
import { genreName, t } from '../../i18n.ts'
import type { WallFilter, YearRange } from '../../stores/filter-address.ts'
import { statusWords } from '../side/statuses.ts'

/** "1968–1991", "1991", "since 1968", "until 1991". */
export function yearsWords({ from, to }: YearRange): string {
  if (from === null) return t('filter.until', { year: to ?? '' })
  if (to === null) return t('filter.since', { year: from })
  return from === to ? String(from) : `${from}–${to}`
}

/** The genres asked for, joined as they are: "Horror and Thriller", "Horror or Film noir". */
export function genresWords(
  { genres, any }: Pick<WallFilter, 'genres' | 'any'>,
  ownName: string | null = null,
): string {
  const names = [...genres.map(genreName), ...(ownName === null ? [] : [ownName])]
  return names.join(` ${t(any ? 'filter.or' : 'filter.and')} `)
}

/** "Horror, not Thriller, and Thriller was said": what is known against what the model says. */
export function knownWords({ is, isNot, said, unsaid, level }: Known): string {
  const names = (genres: readonly Genre[]) => genres.map(genreName).join(` ${t('filter.and')} `)
  const parts: string[] = []
  if (is.length > 0) parts.push(t('filter.known.is', { genres: names(is) }))
  if (isNot.length > 0) parts.push(t('filter.known.isNot', { genres: names(isNot) }))
  if (said.length > 0) parts.push(t(`filter.known.${level}`, { genres: names(said) }))
  if (unsaid.length === GENRES.length) parts.push(t('filter.known.nothing'))
  else if (unsaid.length > 0) parts.push(t('filter.known.unsaid', { genres: names(unsaid) }))
  return parts.join(', ')
}

/**
 * The filter in a few words, for "14 of 1,204 in “Horror”"; empty where there is none.
 * @param ownName of the genre of the user's own that is asked for
 */
export function filterWords(filter: WallFilter, ownName: string | null = null): string {
  const { genres, without, status, folder, years, colors, query, known, show } = filter
  const parts: string[] = []
  if (show !== 'wall') parts.push(t(`filter.shows.${show}`))
  if (status !== null) parts.push(statusWords(status))
  if (genres.length > 0 || ownName !== null) parts.push(genresWords(filter, ownName))
  for (const genre of without) parts.push(t('filter.notGenre', { genre: genreName(genre) }))
  if (folder !== null) parts.push(folderName(folder))
  if (years !== null) parts.push(yearsWords(years))
  for (const color of colors) parts.push(t(`filter.colors.${color}`))
  if (known !== null) parts.push(knownWords(known))
  if (query.trim() !== '') parts.push(t('filter.textChip', { text: query.trim() }))
  return parts.join(', ')
}

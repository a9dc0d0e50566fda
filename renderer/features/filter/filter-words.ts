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

/** The genres asked for, joined as they are: "Horror and Thriller", "Horror or Thriller". */
export function genresWords({ genres, any }: Pick<WallFilter, 'genres' | 'any'>): string {
  return genres.map(genreName).join(` ${t(any ? 'filter.or' : 'filter.and')} `)
}

/** The filter in a few words, for "14 of 1,204 in “Horror”"; empty where there is none. */
export function filterWords(filter: WallFilter): string {
  const { genres, without, status, folder, years, colors, query, show } = filter
  const parts: string[] = []
  if (show !== 'wall') parts.push(t(`filter.shows.${show}`))
  if (status !== null) parts.push(statusWords(status))
  if (genres.length > 0) parts.push(genresWords(filter))
  for (const genre of without) parts.push(t('filter.notGenre', { genre: genreName(genre) }))
  if (folder !== null) parts.push(folderName(folder))
  if (years !== null) parts.push(yearsWords(years))
  for (const color of colors) parts.push(t(`filter.colors.${color}`))
  if (query.trim() !== '') parts.push(t('filter.textChip', { text: query.trim() }))
  return parts.join(', ')
}

import type { WallFilter } from '../../stores/filter.ts'
import { statusWords } from '../side/statuses.ts'

/** The filter in a few words, for "14 of 1,204 in “Horror”"; empty where there is none. */
export function filterWords({ genres, any, status, query, years }: WallFilter): string {
  const parts: string[] = []
  if (status !== null) parts.push(statusWords(status))
  if (genres.length > 0) parts.push(genres.join(any ? ' or ' : ' and '))
  if (years !== null) parts.push(years.from === years.to ? String(years.from) : `${years.from}–${years.to}`)
  if (query.trim() !== '') parts.push(query.trim())
  return parts.join(', ')
}

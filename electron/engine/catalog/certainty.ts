import type { Filter } from '#shared/contract/values.ts'
import { genreIndex, GENRES } from '#shared/domain/genres.ts'
import type { PosterColumns } from './columns.ts'
import type { OwnRows } from './own-marks.ts'

/** A person's yes: no row has more. */
export const SUREST = 3
const BY_NFO = 2
const UNPREDICTED = -1

/**
 * How sure it is that a row has what a filter asks for, as a number to order by.
 * @param own the genres of the user's own that it asks for
 */
export function certaintyOf(
  columns: PosterColumns,
  filter: Filter,
  own: readonly OwnRows[],
): (row: number) => number {
  const ofTwenty = ofTheTwenty(columns, filter)
  const [first, ...others] = own.map(ofOwn)
  if (first === undefined) return ofTwenty
  if (filter.genres.length > 0) others.push(ofTwenty)
  const chosen = filter.any ? Math.max : Math.min
  return (row) => others.reduce((certainty, other) => chosen(certainty, other(row)), first(row))
}

function ofOwn(own: OwnRows): (row: number) => number {
  return (row) => {
    if (own.isYes(row)) return SUREST
    const score = own.scoreAt(row)
    return own.isNo(row) || Number.isNaN(score) ? UNPREDICTED : score
  }
}

/**
 * How sure it is that a row has the genres asked: a person's yes before the NFO's, then by probability. Of several,
 * the weakest counts, or the strongest with `any`. Without genres: the strongest probability of all.
 */
function ofTheTwenty(columns: PosterColumns, filter: Filter): (row: number) => number {
  const genres = filter.genres.map(genreIndex)
  const { yes, no, nfo, probabilities } = columns
  const all = GENRES.length
  if (genres.length === 0) {
    return (row) => {
      if (!columns.isPredicted(row)) return UNPREDICTED
      let best = 0
      for (let at = row * all; at < (row + 1) * all; at++) best = Math.max(best, probabilities[at] ?? 0)
      return best
    }
  }
  const one = (row: number, genre: number): number => {
    const bit = 1 << genre
    if ((yes[row] ?? 0) & bit) return SUREST
    if ((no[row] ?? 0) & bit) return UNPREDICTED
    if ((nfo[row] ?? 0) & bit) return BY_NFO
    return columns.probabilityAt(row, genre) ?? UNPREDICTED
  }
  return (row) => {
    let chosen = filter.any ? UNPREDICTED : SUREST
    for (const genre of genres) {
      chosen = filter.any ? Math.max(chosen, one(row, genre)) : Math.min(chosen, one(row, genre))
    }
    return chosen
  }
}

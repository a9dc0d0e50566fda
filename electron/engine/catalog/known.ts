import { effectiveMask } from '#shared/domain/effective.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { PosterColumns } from './columns.ts'

/*
 * What is known of a poster, whatever a model says: a verdict on a genre, else its NFO, which speaks for all twenty
 * genres as soon as it names one. A genre that neither speaks of is neither known yes nor known no.
 */
const EVERY_GENRE = 2 ** GENRES.length - 1

/** The genres that a row is known to have. */
export function knownYesAt({ yes, no, nfo }: PosterColumns, row: number): number {
  return effectiveMask(yes[row] ?? 0, no[row] ?? 0, nfo[row] ?? 0, 0)
}

/** Whether a genre is known of a row, one way or the other. */
export function isKnownAt({ yes, no, nfo }: PosterColumns, row: number, label: number): boolean {
  return nfo[row] !== 0 || ((((yes[row] ?? 0) | (no[row] ?? 0)) >>> label) & 1) === 1
}

/** The genres that a row is known not to have. */
export function knownNoAt({ yes, no, nfo }: PosterColumns, row: number): number {
  const byNfo = nfo[row] ? EVERY_GENRE & ~(nfo[row] ?? 0) : 0
  return (no[row] ?? 0) | (byNfo & ~(yes[row] ?? 0))
}

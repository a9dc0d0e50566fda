import type { Filter } from '#shared/contract/values.ts'
import { GENRES, genreMask } from '#shared/domain/genres.ts'
import type { PosterColumns } from './columns.ts'
import type { OwnRows } from './own-marks.ts'
import type { RowTest } from './row-test.ts'
import { allOf } from './row-test.ts'

/** Genres of the user's own that a filter asks for, and that it leaves out. */
export interface OwnSets {
  asked: readonly OwnRows[]
  without: readonly OwnRows[]
}

/** What a filter asks of genres. A part that asks nothing is null. */
export interface GenreParts {
  /** Of the twenty alone, and of the user's own alone: for counts that leave the others out. */
  genres: RowTest | null
  own: RowTest | null
  /** Of all of them. */
  joined: RowTest | null
}

/** Genres are combined by and, or by or with `any`; of those left out none may be held. */
export function genreParts(columns: PosterColumns, filter: Filter, own: OwnSets): GenreParts {
  const genres = genreTest(columns, filter, own)
  const ofOwn = ownTest(own.asked, filter)
  const withoutGenres = withoutTest(columns, filter)
  const withoutOwn = own.without.length === 0 ? null : noneOf(own.without.map(isOf))
  const isEither = filter.any && genres !== null && ofOwn !== null
  const asked = isEither ? anyOf([genres, ofOwn]) : allOf(genres, ofOwn)
  return {
    genres: allOf(genres, withoutGenres),
    own: allOf(ofOwn, withoutOwn),
    joined: allOf(asked, withoutGenres, withoutOwn),
  }
}

function genreTest(columns: PosterColumns, filter: Filter, own: OwnSets): RowTest | null {
  const { minProbability, any: isAny } = filter
  const asked = genreMask(filter.genres)
  // A minimum is of the genres asked for; where none is, of any.
  if (asked === 0) return own.asked.length > 0 ? null : minProbabilityTest(columns, minProbability)
  const effectiveAt = columns.effectiveAtLevel(filter.level)
  return (row) => {
    let held = effectiveAt(row) & asked
    if (minProbability !== null) held = heldFrom(columns, row, held, minProbability)
    return isAny ? held !== 0 : held === asked
  }
}

function withoutTest(columns: PosterColumns, { without, level }: Filter): RowTest | null {
  const denied = genreMask(without)
  if (denied === 0) return null
  // At level "all" nearly every poster may be anything; what it is not asked to be is what it likely is.
  const effectiveAt = columns.effectiveAtLevel(level === 'all' ? 'likely' : level)
  return (row) => (effectiveAt(row) & denied) === 0
}

function ownTest(asked: readonly OwnRows[], filter: Filter): RowTest | null {
  const tests = asked.map((own) => askedOf(own, filter))
  return filter.any && tests.length > 0 ? anyOf(tests) : allOf(...tests)
}

/** Said yes or likely; at level "all" whatever is not said no, to be ranked. */
function askedOf(own: OwnRows, { level, minProbability }: Filter): RowTest {
  const mayBe = level === 'all' ? (row: number) => !Number.isNaN(own.scoreAt(row)) : own.isLikely
  const reaches = minProbability === null ? null : (row: number) => own.probabilityAt(row) >= minProbability
  return (row) => own.isYes(row) || (!own.isNo(row) && mayBe(row) && (reaches === null || reaches(row)))
}

function isOf(own: OwnRows): RowTest {
  return (row) => own.isYes(row) || (own.isLikely(row) && !own.isNo(row))
}

function anyOf(tests: readonly RowTest[]): RowTest {
  return (row) => tests.some((test) => test(row))
}

function noneOf(tests: readonly RowTest[]): RowTest {
  return (row) => !tests.some((test) => test(row))
}

/** Any genre must reach the minimum. */
export function minProbabilityTest(columns: PosterColumns, minimum: number | null): RowTest | null {
  return minimum === null ? null : (row) => reaches(columns, row, minimum)
}

/** Of the genres held, those a verdict or NFO decided or whose probability reaches the minimum. */
function heldFrom(columns: PosterColumns, row: number, held: number, minimum: number): number {
  const decided = (columns.yes[row] ?? 0) | (columns.nfo[row] ?? 0)
  let kept = 0
  for (let genre = 0; genre < GENRES.length; genre++) {
    const bit = 1 << genre
    if (held & bit && (decided & bit || (columns.probabilityAt(row, genre) ?? 0) >= minimum)) kept |= bit
  }
  return kept
}

function reaches(columns: PosterColumns, row: number, minimum: number): boolean {
  for (let genre = 0; genre < GENRES.length; genre++) {
    if ((columns.probabilityAt(row, genre) ?? 0) >= minimum) return true
  }
  return false
}

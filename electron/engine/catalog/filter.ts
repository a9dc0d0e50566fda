import { genreIndex, GENRES, genreMask } from '#shared/domain/genres.ts'
import type { Filter, Sort, Status } from '#shared/contract/values.ts'
import type { PosterColumns } from './columns.ts'

/** Row sets that only the database can tell, asked before the pass over the columns. */
export interface FilterSets {
  /** Ids whose title matches the filter's text; null without text. */
  text: readonly number[] | null
  /** Ids with a file below the filter's folder; null without folder. */
  folder: ReadonlySet<number> | null
}

/** A predicate over rows for a filter. Genres are combined by and, or by or with `any`. */
export function rowFilter(
  columns: PosterColumns,
  filter: Filter,
  sets: FilterSets,
  options: { ignoreGenres?: boolean } = {},
): (row: number) => boolean {
  const ignoreGenres = options.ignoreGenres === true
  const asked = ignoreGenres ? 0 : genreMask(filter.genres)
  const without = ignoreGenres ? 0 : genreMask(filter.without)
  const hasStatus = statusFilter(columns, filter.status)
  const { years } = columns
  const { yearFrom, yearTo, minProbability, level } = filter
  const isAny = filter.any
  const effectiveAt = columns.effectiveAtLevel(level)
  const asksNothingElse =
    asked === 0 &&
    without === 0 &&
    yearFrom === null &&
    yearTo === null &&
    minProbability === null &&
    sets.text === null &&
    sets.folder === null
  if (asksNothingElse) return hasStatus
  const hasText = sets.text === null ? null : rowBits(columns, sets.text)
  const isBelow = sets.folder === null ? null : rowBits(columns, sets.folder)
  return (row) => {
    if (hasText !== null && hasText[row] === 0) return false
    if (isBelow !== null && isBelow[row] === 0) return false
    if (!hasStatus(row)) return false
    const year = years[row] ?? 0
    if (yearFrom !== null && (year === 0 || year < yearFrom)) return false
    if (yearTo !== null && (year === 0 || year > yearTo)) return false
    if (asked !== 0 || without !== 0) {
      const effective = effectiveAt(row)
      if (effective & without) return false
      let held = effective & asked
      if (minProbability !== null) held = heldFrom(columns, row, held, minProbability)
      if (isAny ? asked !== 0 && held === 0 : held !== asked) return false
    } else if (minProbability !== null && !reaches(columns, row, minProbability)) {
      return false
    }
    return true
  }
}

/** A byte per row, 1 for the posters of a set: quicker to ask 100,000 times than the set. */
function rowBits(columns: PosterColumns, ids: Iterable<number>): Uint8Array {
  const bits = new Uint8Array(columns.count)
  for (const id of ids) {
    const row = columns.rowOf(id)
    if (row >= 0) bits[row] = 1
  }
  return bits
}

/**
 * The rows of an order that a filter keeps. The filter is asked row by row as they lie in memory, which the
 * processor's caches like, and only its answers in the order asked for.
 *
 * @param sets what the filter was made with: of a text that few titles hold, only these are asked
 */
export function keptRows(
  columns: PosterColumns,
  order: Int32Array,
  keep: (row: number) => boolean,
  sets: FilterSets,
): Int32Array {
  const isKept = new Uint8Array(columns.count)
  if (sets.text === null) {
    for (let row = 0; row < isKept.length; row++) isKept[row] = keep(row) ? 1 : 0
  } else {
    for (const id of sets.text) {
      const row = columns.rowOf(id)
      if (row >= 0 && keep(row)) isKept[row] = 1
    }
  }
  const kept = new Int32Array(order.length)
  let count = 0
  for (let at = 0; at < order.length; at++) {
    const row = order[at] ?? 0
    if (isKept[row] === 1) kept[count++] = row
  }
  return kept.slice(0, count)
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

function statusFilter(columns: PosterColumns, status: Status | null): (row: number) => boolean {
  const present = columns.presence()
  switch (status) {
    case null:
      return present
    case 'all':
      return (row) => !columns.isRemoved(row)
    case 'missing':
      return (row) => !columns.isRemoved(row) && columns.isMissing(row)
    case 'quarantined':
      return (row) => !columns.isRemoved(row) && columns.isQuarantined(row)
    case 'predicted':
      return (row) => {
        if (!present(row)) return false
        const held = columns.statusAt(row)
        return held === 'predicted' || held === 'unsure'
      }
    default:
      return (row) => present(row) && columns.statusAt(row) === status
  }
}

/** Sorted rows per sort, kept until a title, year or date changes. */
export class SortOrders {
  private readonly columns: PosterColumns
  private readonly kept = new Map<Sort, { version: number; rows: Int32Array }>()

  constructor(columns: PosterColumns) {
    this.columns = columns
  }

  /** Every row in the order of a sort; ties by title, then id. `path` is the database's and not known here. */
  rows(sort: Exclude<Sort, 'path'>, filter: Filter): Int32Array {
    if (sort === 'certainty') return this.byCertainty(filter)
    const kept = this.kept.get(sort)
    if (kept?.version === this.columns.orderVersion) return kept.rows
    const rows = this.sorted(this.comparator(sort))
    this.kept.set(sort, { version: this.columns.orderVersion, rows })
    return rows
  }

  private comparator(sort: 'title' | 'year' | 'added'): (left: number, right: number) => number {
    const { years, addedAt, ids, sortTitles } = this.columns
    const byTitle = (left: number, right: number) => {
      const a = sortTitles[left] ?? ''
      const b = sortTitles[right] ?? ''
      // Untitled posters come last; folded titles need no collator.
      if (a === b) return (ids[left] ?? 0) - (ids[right] ?? 0)
      if (a === '') return 1
      if (b === '') return -1
      return a < b ? -1 : 1
    }
    if (sort === 'title') return byTitle
    if (sort === 'added') {
      return (left, right) =>
        (addedAt[right] ?? 0) - (addedAt[left] ?? 0) || (ids[right] ?? 0) - (ids[left] ?? 0)
    }
    return (left, right) => {
      const a = years[left] || 99_999
      const b = years[right] || 99_999
      return a - b || byTitle(left, right)
    }
  }

  private byCertainty(filter: Filter): Int32Array {
    const { columns } = this
    const genres = filter.genres.map(genreIndex)
    const keys = new Float32Array(columns.count)
    for (let row = 0; row < columns.count; row++) {
      keys[row] = columns.isPredicted(row) ? certainty(columns, row, genres) : -1
    }
    return this.sorted((left, right) => (keys[right] ?? 0) - (keys[left] ?? 0) || left - right)
  }

  private sorted(compare: (left: number, right: number) => number): Int32Array {
    const rows = new Int32Array(this.columns.count)
    for (let row = 0; row < rows.length; row++) rows[row] = row
    return rows.sort(compare)
  }
}

/** With genres asked: the weakest of them. Without: the strongest of all. */
function certainty(columns: PosterColumns, row: number, genres: readonly number[]): number {
  const values = genres.length > 0 ? genres : GENRES.keys()
  const probabilities = [...values].map((genre) => columns.probabilityAt(row, genre) ?? 0)
  return genres.length > 0 ? Math.min(...probabilities) : Math.max(...probabilities)
}

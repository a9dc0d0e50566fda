import { genreMask } from '#shared/domain/genres.ts'
import { colorBits } from '#shared/domain/colors.ts'
import type { Filter, Known, Sort } from '#shared/contract/values.ts'
import { certaintyOf, SUREST } from './certainty.ts'
import type { PosterColumns } from './columns.ts'
import type { GenreParts, OwnSets } from './filter-genres.ts'
import { genreParts } from './filter-genres.ts'
import { knownNoAt, knownYesAt } from './known.ts'
import type { OwnRows } from './own-marks.ts'
import type { RowTest } from './row-test.ts'
import { allOf } from './row-test.ts'

/** Row sets that only the database can tell, asked before the pass over the columns. */
export interface FilterSets {
  /** Ids whose title matches the filter's text; null without text. */
  text: readonly number[] | null
  /** Ids with a file below the filter's folder; null without folder. */
  folder: ReadonlySet<number> | null
  own: OwnSets
}

/** A filter taken apart, so that a count can leave one part out. A part that asks nothing is null. */
export interface FilterParts extends GenreParts {
  /** Text, folder, status, what is known and which part of the catalog is shown. */
  base: RowTest
  years: RowTest | null
  colors: RowTest | null
}

/** A predicate over rows for a filter. */
export function rowFilter(columns: PosterColumns, filter: Filter, sets: FilterSets): RowTest {
  const { base, joined, years, colors } = filterParts(columns, filter, sets)
  return allOf(base, joined, years, colors) ?? base
}

export function filterParts(columns: PosterColumns, filter: Filter, sets: FilterSets): FilterParts {
  return {
    ...genreParts(columns, filter, sets.own),
    base: baseTest(columns, filter, sets),
    years: yearTest(columns, filter),
    colors: colorTest(columns, filter),
  }
}

function baseTest(columns: PosterColumns, filter: Filter, sets: FilterSets): RowTest {
  const hasStatus = knownTest(columns, filter.known, statusTest(columns, filter))
  if (sets.text === null && sets.folder === null) return hasStatus
  const hasText = sets.text === null ? null : rowBits(columns, sets.text)
  const isBelow = sets.folder === null ? null : rowBits(columns, sets.folder)
  return (row) =>
    (hasText === null || hasText[row] === 1) && (isBelow === null || isBelow[row] === 1) && hasStatus(row)
}

/** What is known of a poster, and what the model says of it whatever is known. */
function knownTest(columns: PosterColumns, known: Known | null, present: RowTest): RowTest {
  if (known === null) return present
  const [is, isNot] = [genreMask(known.is), genreMask(known.isNot)]
  const [said, unsaid] = [genreMask(known.said), genreMask(known.unsaid)]
  const says = known.level === 'likely' ? columns.likely : columns.maybe
  return (row) =>
    present(row) &&
    columns.isPredicted(row) &&
    (knownYesAt(columns, row) & is) === is &&
    (knownNoAt(columns, row) & isNot) === isNot &&
    ((says[row] ?? 0) & (said | unsaid)) === said
}

function yearTest(columns: PosterColumns, { yearFrom, yearTo }: Filter): RowTest | null {
  if (yearFrom === null && yearTo === null) return null
  const { years } = columns
  const from = yearFrom ?? 1
  const to = yearTo ?? Infinity
  return (row) => {
    const year = years[row] ?? 0
    return year !== 0 && year >= from && year <= to
  }
}

function colorTest(columns: PosterColumns, filter: Filter): RowTest | null {
  const asked = colorBits(filter.colors)
  const { colors } = columns
  return asked === 0 ? null : (row) => ((colors[row] ?? 0) & asked) === asked
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

function statusTest(columns: PosterColumns, { status, show }: Filter): RowTest {
  const present = columns.shownIn(show)
  const wherever = columns.shownIn(show, { wherever: true })
  switch (status) {
    case null:
      return present
    case 'all':
      // Everything, whatever was hidden; unless a part of the catalog was asked for by name.
      return show === 'any' ? (row) => !columns.isRemoved(row) : wherever
    case 'missing':
      return (row) => wherever(row) && columns.isMissing(row)
    case 'quarantined':
      return (row) => wherever(row) && columns.isQuarantined(row)
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

  /**
   * Every row in the order of a sort; ties by title, then id. `path` is the database's and not known here.
   * @param own the filter's genres of the user's own, by which `certainty` ranks too
   */
  rows(sort: Exclude<Sort, 'path'>, filter: Filter, own: readonly OwnRows[]): Int32Array {
    if (sort === 'certainty') return this.byCertainty(filter, own)
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

  private byCertainty(filter: Filter, own: readonly OwnRows[]): Int32Array {
    const { columns } = this
    const certaintyAt = certaintyOf(columns, filter, own)
    // Numbers sort ten times as fast as rows with a comparison: each holds how uncertain, then the row.
    const keys = new Float64Array(columns.count)
    for (let row = 0; row < keys.length; row++) {
      const doubt = Math.round((SUREST - certaintyAt(row)) * CERTAINTY_STEPS)
      keys[row] = doubt * MOST_ROWS + row
    }
    return Int32Array.from(keys.sort(), (key) => key % MOST_ROWS)
  }

  private sorted(compare: (left: number, right: number) => number): Int32Array {
    const rows = new Int32Array(this.columns.count)
    for (let row = 0; row < rows.length; row++) rows[row] = row
    return rows.sort(compare)
  }
}

/** Together they leave room for every row and every float32 between 0.03 and 1 in the 53 bits of a number. */
const CERTAINTY_STEPS = 2 ** 28
const MOST_ROWS = 2 ** 22

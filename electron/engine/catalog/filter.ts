import { GENRES, genreMask } from '#shared/domain/genres.ts'
import { colorBits } from '#shared/domain/colors.ts'
import type { Filter, Known, Sort } from '#shared/contract/values.ts'
import { certaintyOf, SUREST } from './certainty.ts'
import type { PosterColumns } from './columns.ts'
import { knownNoAt, knownYesAt } from './known.ts'
import type { OwnRows } from './own-marks.ts'

/** Row sets that only the database can tell, asked before the pass over the columns. */
export interface FilterSets {
  /** Ids whose title matches the filter's text; null without text. */
  text: readonly number[] | null
  /** Ids with a file below the filter's folder; null without folder. */
  folder: ReadonlySet<number> | null
  /** The filter's genre of the user's own; null without one. */
  own: OwnRows | null
}

type RowTest = (row: number) => boolean

/** A filter taken apart, so that a count can leave one part out. A part that asks nothing is null. */
export interface FilterParts {
  /** Text, folder, status, what is known and which part of the catalog is shown. */
  base: RowTest
  genres: RowTest | null
  years: RowTest | null
  colors: RowTest | null
  own: RowTest | null
}

/** A predicate over rows for a filter. */
export function rowFilter(columns: PosterColumns, filter: Filter, sets: FilterSets): RowTest {
  const { base, genres, years, colors, own } = filterParts(columns, filter, sets)
  const asked = [genres, years, colors, own].filter((part) => part !== null)
  if (asked.length === 0) return base
  const [first = base, second] = asked
  if (second === undefined) return (row) => base(row) && first(row)
  return (row) => base(row) && asked.every((part) => part(row))
}

export function filterParts(columns: PosterColumns, filter: Filter, sets: FilterSets): FilterParts {
  return {
    base: baseTest(columns, filter, sets),
    genres: genreTest(columns, filter),
    years: yearTest(columns, filter),
    colors: colorTest(columns, filter),
    own: sets.own === null ? null : ownTest(sets.own, filter),
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

/** Genres are combined by and, or by or with `any`; of those left out none may be held. */
function genreTest(columns: PosterColumns, filter: Filter): RowTest | null {
  const { minProbability, any: isAny, level } = filter
  const asked = genreMask(filter.genres)
  const without = genreMask(filter.without)
  if (asked === 0 && without === 0) return minProbabilityTest(columns, minProbability)
  const effectiveAt = columns.effectiveAtLevel(level)
  // At level "all" nearly every poster may be anything; what it is not asked to be is what it likely is.
  const deniedAt = level === 'all' ? columns.effectiveAtLevel('likely') : effectiveAt
  return (row) => {
    const effective = effectiveAt(row)
    if (without !== 0 && (level === 'all' ? deniedAt(row) : effective) & without) return false
    let held = effective & asked
    if (minProbability !== null) held = heldFrom(columns, row, held, minProbability)
    return isAny ? asked === 0 || held !== 0 : held === asked
  }
}

/** Said yes or likely; at level "all" whatever is not said no, to be ranked. */
function ownTest(own: OwnRows, { level }: Filter): RowTest {
  if (level === 'all') return (row) => own.isYes(row) || (!own.isNo(row) && !Number.isNaN(own.scoreAt(row)))
  return (row) => own.isYes(row) || (own.isLikely(row) && !own.isNo(row))
}

/** Any genre must reach the minimum. */
export function minProbabilityTest(columns: PosterColumns, minimum: number | null): RowTest | null {
  return minimum === null ? null : (row) => reaches(columns, row, minimum)
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
   * @param own the filter's genre of the user's own, by which `certainty` ranks too
   */
  rows(sort: Exclude<Sort, 'path'>, filter: Filter, own: OwnRows | null = null): Int32Array {
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

  private byCertainty(filter: Filter, own: OwnRows | null): Int32Array {
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

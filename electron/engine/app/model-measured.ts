import type { CatalogMeasures, SaidCounts } from '#shared/contract/models.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { PosterColumns } from '../catalog/columns.ts'
import { knownNoAt, knownYesAt } from '../catalog/known.ts'
import { LEAST_SUPPORT } from '../training/measures/measure.ts'
import { packed, packedPrecision } from '../training/measures/packed-precision.ts'
import type { EngineContext } from './context.ts'

type Counted = Omit<CatalogMeasures, 'model' | 'catalogRevision'>

const LABELS = GENRES.length
const kept = new WeakMap<PosterColumns, { version: number; counted: Counted }>()

/** The model in use against what is known of the catalog's posters. Counted again only when something has changed. */
export function measuredModel({ store, manifest }: EngineContext): CatalogMeasures {
  const { columns } = store
  let held = kept.get(columns)
  if (held?.version !== columns.version) {
    held = { version: columns.version, counted: countKnown(columns) }
    kept.set(columns, held)
  }
  return { model: manifest.id, catalogRevision: store.revision, ...held.counted }
}

/** One pass over the columns; see {@link CatalogMeasures} for what each table counts. */
export function countKnown(columns: PosterColumns): Counted {
  const rows = knownRows(columns)
  const [yes, no] = [
    Int32Array.from(rows, (row) => knownYesAt(columns, row)),
    Int32Array.from(rows, (row) => knownNoAt(columns, row)),
  ]
  const tables = { together: emptyTable(), apart: emptyTable() }
  const levels = { likely: emptyLevel(), maybe: emptyLevel() }
  for (let at = 0; at < rows.length; at++) {
    const [row, is, isNot] = [rows[at] as number, yes[at] as number, no[at] as number]
    addPairs(tables.together, is, is)
    addPairs(tables.apart, is, isNot)
    addLevel(levels.likely, is, isNot, columns.likely[row] as number)
    addLevel(levels.maybe, is, isNot, columns.maybe[row] as number)
  }
  const precisions = precisionsOf(columns, rows, { yes, no })
  return {
    posters: rows.length,
    byVerdict: countOf(rows, (row) => ((columns.yes[row] ?? 0) | (columns.no[row] ?? 0)) !== 0),
    byNfo: countOf(rows, (row) => (columns.nfo[row] ?? 0) !== 0),
    genres: GENRES.map((name, label) => {
      const { known, support, ap } = precisions[label] ?? { known: 0, support: 0, ap: null }
      return {
        name,
        known,
        support,
        ap,
        // Without films that are not of a genre its precision is 1 whatever the model says.
        tooFew: Math.min(support, known - support) < LEAST_SUPPORT,
        likely: saidOf(levels.likely, label),
        maybe: saidOf(levels.maybe, label),
      }
    }),
    together: rowsOf(tables.together),
    apart: rowsOf(tables.apart),
    likely: { wrong: rowsOf(levels.likely.wrong), nothing: [...levels.likely.nothing] },
    maybe: { wrong: rowsOf(levels.maybe.wrong), nothing: [...levels.maybe.nothing] },
  }
}

/** The posters on the wall that are predicted and of which something is known. */
function knownRows(columns: PosterColumns): Int32Array {
  const isShown = columns.shownIn('wall')
  const rows = new Int32Array(columns.count)
  let count = 0
  for (let row = 0; row < columns.count; row++) {
    const isKnown = ((columns.yes[row] ?? 0) | (columns.no[row] ?? 0) | (columns.nfo[row] ?? 0)) !== 0
    if (isKnown && columns.isPredicted(row) && isShown(row)) rows[count++] = row
  }
  return rows.slice(0, count)
}

/** Of each genre, how well the posters are ranked of which it is known. */
function precisionsOf(
  { probabilities }: PosterColumns,
  rows: Int32Array,
  { yes, no }: { yes: Int32Array; no: Int32Array },
) {
  const bits = new Uint32Array(probabilities.buffer, probabilities.byteOffset, probabilities.length)
  const answers = new Uint32Array(rows.length)
  return GENRES.map((_, label) => {
    const bit = 1 << label
    let [known, support] = [0, 0]
    for (let at = 0; at < rows.length; at++) {
      const isTrue = ((yes[at] as number) & bit) !== 0
      if (!isTrue && ((no[at] as number) & bit) === 0) continue
      answers[known++] = packed(bits[(rows[at] as number) * LABELS + label] as number, isTrue)
      if (isTrue) support++
    }
    return { known, support, ap: packedPrecision(answers.slice(0, known)) }
  })
}

/** A table of labels × labels, row by row. */
type Table = Int32Array

interface Level {
  wrong: Table
  nothing: Int32Array
  said: Int32Array
  right: Int32Array
}

function addLevel(level: Level, is: number, isNot: number, said: number): void {
  // What is said rightly stands on the diagonal.
  addPairs(level.wrong, is, said & isNot)
  for (let left = is & said; left !== 0; left &= left - 1)
    addOne(level.wrong, lowestLabel(left) * (LABELS + 1))
  if (said === 0) for (let left = is; left !== 0; left &= left - 1) addOne(level.nothing, lowestLabel(left))
  for (let left = said & (is | isNot); left !== 0; left &= left - 1) {
    const label = lowestLabel(left)
    addOne(level.said, label)
    if ((is >>> label) & 1) addOne(level.right, label)
  }
}

function saidOf({ said, right }: Level, label: number): SaidCounts {
  return { said: said[label] ?? 0, right: right[label] ?? 0 }
}

function addPairs(table: Table, ones: number, others: number): void {
  for (let left = ones; left !== 0; left &= left - 1) {
    const from = lowestLabel(left) * LABELS
    for (let right = others; right !== 0; right &= right - 1) addOne(table, from + lowestLabel(right))
  }
}

function lowestLabel(mask: number): number {
  return 31 - Math.clz32(mask & -mask)
}

function addOne(counts: Int32Array, at: number): void {
  counts[at] = (counts[at] as number) + 1
}

function emptyTable(): Table {
  return new Int32Array(LABELS * LABELS)
}

function rowsOf(table: Table): number[][] {
  return GENRES.map((_, row) => [...table.subarray(row * LABELS, (row + 1) * LABELS)])
}

function emptyLevel(): Level {
  const perLabel = () => new Int32Array(LABELS)
  return { wrong: emptyTable(), nothing: perLabel(), said: perLabel(), right: perLabel() }
}

function countOf(rows: Int32Array, test: (row: number) => boolean): number {
  let count = 0
  for (const row of rows) if (test(row)) count++
  return count
}

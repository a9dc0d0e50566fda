import type Database from 'better-sqlite3'
import type { ColumnArray, PosterColumns } from './columns.ts'
import { sql } from './sql.ts'

/*
 * Reading 100,000 posters row by row takes half a second; reading the columns as they lay in memory takes a
 * twentieth of that. So a writer leaves them in cache.db when it closes. They are good for exactly the catalog they
 * were taken from: every write gives the catalog a new random stamp, and a backup put back has its own. The number of
 * the layout is part of it, so that another version's bytes are not taken for ours.
 */
const LAYOUT = 3
/** Stands between the packed titles; folded titles hold no control characters. */
const TITLE_END = '\n'

/** Keeps the columns of a catalog's state. One snapshot is kept; it replaces the one before. */
export function saveColumns(
  cache: Database.Database,
  of: { stamp: string; modelId: string },
  columns: PosterColumns,
): void {
  const { count, bytes } = pack(columns)
  cache
    .transaction(() => {
      sql(cache, 'DELETE FROM columns').run()
      sql(cache, 'INSERT INTO columns (stamp, model_id, posters, bytes) VALUES (?, ?, ?, ?)').run(
        keyOf(of.stamp),
        of.modelId,
        count,
        bytes,
      )
    })
    .immediate()
}

/** Fills empty columns from the snapshot of exactly this state. False where there is none. */
export function restoreColumns(
  cache: Database.Database,
  of: { stamp: string; modelId: string },
  columns: PosterColumns,
): boolean {
  const row = sql(cache, 'SELECT posters AS count, bytes FROM columns WHERE stamp = ? AND model_id = ?').get(
    keyOf(of.stamp),
    of.modelId,
  ) as Packed | undefined
  return row !== undefined && unpack(row, columns)
}

function keyOf(stamp: string): string {
  return `${LAYOUT}:${stamp}`
}

interface Packed {
  count: number
  bytes: Uint8Array
}

/** All rows that were not removed, in the machine's byte order. */
function pack(columns: PosterColumns): Packed {
  const rows: number[] = []
  for (let row = 0; row < columns.count; row++) if (!columns.isRemoved(row)) rows.push(row)
  const isWhole = rows.length === columns.count
  const arrays = columns
    .storedArrays()
    .map(({ array, perRow }) =>
      bytesOf(isWhole ? array.subarray(0, rows.length * perRow) : gathered(array, perRow, rows)),
    )
  const titles = rows.map((row) => columns.sortTitles[row]).join(TITLE_END)
  return { count: rows.length, bytes: Buffer.concat([...arrays, Buffer.from(titles)]) }
}

function gathered(array: ColumnArray, perRow: number, rows: readonly number[]): ColumnArray {
  const kept = array.slice(0, rows.length * perRow)
  rows.forEach((row, at) => {
    kept.set(array.subarray(row * perRow, (row + 1) * perRow), at * perRow)
  })
  return kept
}

/** Fills empty columns with what {@link pack} gave. False, and still empty, where the bytes do not fit. */
function unpack({ count, bytes }: Packed, columns: PosterColumns): boolean {
  const sizes = columns.storedArrays().map(({ array, perRow }) => array.BYTES_PER_ELEMENT * perRow * count)
  const titlesFrom = sizes.reduce((sum, size) => sum + size, 0)
  const titles = new TextDecoder().decode(bytes.subarray(titlesFrom)).split(TITLE_END)
  if (bytes.length < titlesFrom || (count > 0 && titles.length !== count)) return false
  columns.reserve(count)
  let from = 0
  columns.storedArrays().forEach(({ array }, index) => {
    const size = sizes[index] ?? 0
    bytesOf(array).set(bytes.subarray(from, from + size))
    from += size
  })
  for (let row = 0; row < count; row++) columns.sortTitles[row] = titles[row] ?? ''
  columns.adopt(count)
  return true
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

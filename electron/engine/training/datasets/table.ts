import { readFileSync, statSync } from 'node:fs'
import { CsvError, parse, type Options } from 'csv-parse/sync'
import { AppError } from '#shared/errors.ts'
import type { RowNotes } from './notes.ts'
import { textOfBytes } from './text-of-bytes.ts'

export interface TableRow {
  /** 1-based line on which the row begins. */
  line: number
  fields: string[]
}

export interface Table {
  /** Place of each column by its name, in small letters; the first of equal names. */
  columns: ReadonlyMap<string, number>
  rows: TableRow[]
}

/** Kaggle's table has 34 MB. */
const LARGEST_BYTES = 256 * 1024 * 1024
/** An unclosed quote swallows what follows up to here; the longest row of Kaggle's table has 20 KB. */
const LARGEST_ROW_BYTES = 256 * 1024
/** The Movies Dataset has 45,466 rows. A file made to be read must not take hours, nor all the memory. */
const LIMITS = { rows: 1_000_000, badQuotes: 100_000 }

const NEW_LINES = ['\r\n', '\n', '\r']

/**
 * Reads a table with a header line: comma, semicolon or tab between fields, any line ends and encoding. Where quotes do
 * not fit, only the line on which the row began is read by itself, as well as that goes (`stray-quote`), or left out
 * (`broken-row`), and reading goes on after it. Rows keep the number of fields they have.
 * @throws AppError `dataset/bad-table` where the file is no table at all or a larger one than is read; an error of
 *   the file system as it is
 */
export function readTable(path: string, notes: RowNotes, limits = LIMITS): Table {
  // A pipe or a device would never end.
  const stats = statSync(path)
  if (!stats.isFile()) throw new AppError('dataset/bad-table', path)
  if (stats.size > LARGEST_BYTES) throw new AppError('dataset/bad-table', `${path} (${stats.size} bytes)`)
  const { text, foreignLines } = textOfBytes(readFileSync(path))
  for (const line of foreignLines) notes.note(line, 'not-utf8')
  const rows = rowsOf(text, notes, limits)
  if (rows === null) throw new AppError('dataset/bad-table', path)
  const header = rows.shift()
  if (header === undefined) throw new AppError('dataset/bad-table', path)
  const columns = new Map<string, number>()
  header.fields.forEach((field, place) => {
    const name = field.trim().toLowerCase()
    if (!columns.has(name)) columns.set(name, place)
  })
  return { columns, rows }
}

/** Null where a limit is reached. */
function rowsOf(text: string, notes: RowNotes, limits: typeof LIMITS): TableRow[] | null {
  const options: Options = {
    delimiter: delimiterOf(text),
    record_delimiter: NEW_LINES,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_ROW_BYTES,
    to: limits.rows + 1,
  }
  const bytes = Buffer.from(text)
  const rows: TableRow[] = []
  const place = { at: 0, line: 1 }
  // What is read again after a broken row is read with quotes the other way round and ends soon: twice the file in all.
  for (let bad = 1; !readRows(bytes, place, options, rows); bad++) {
    if (bad > limits.badQuotes || rows.length > limits.rows) return null
    const { line } = place
    const fields = fieldsOfLine(takeLine(bytes, place), options, rows[0]?.fields.length ?? null)
    if (fields === null) notes.leaveOut(line, 'broken-row')
    else {
      notes.note(line, 'stray-quote')
      rows.push({ line, fields })
    }
  }
  return rows.length > limits.rows ? null : rows
}

interface Place {
  at: number
  line: number
}

/**
 * Reads rows from a place up to the first that is broken, where the place is then.
 * @returns whether it came to the end
 */
function readRows(bytes: Buffer, place: Place, options: Options, rows: TableRow[]): boolean {
  const start = place.at
  skipBlank(bytes, place)
  try {
    parse(bytes.subarray(start), {
      ...options,
      on_record: (fields: string[], info) => {
        rows.push({ line: place.line, fields })
        advance(bytes, place, start + info.bytes)
        skipBlank(bytes, place)
        return null
      },
    })
    return true
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return false
  }
}

const LINE_FEED = 0x0a
const RETURN = 0x0d

function skipBlank(bytes: Buffer, place: Place): void {
  let end = place.at
  while (bytes[end] === LINE_FEED || bytes[end] === RETURN) end++
  advance(bytes, place, end)
}

/** Moves a place, counting the line ends between; a return before a line feed is none of its own. */
function advance(bytes: Buffer, place: Place, to: number): void {
  for (; place.at < to; place.at++) {
    const byte = bytes[place.at]
    if (byte === LINE_FEED || (byte === RETURN && bytes[place.at + 1] !== LINE_FEED)) place.line++
  }
}

function takeLine(bytes: Buffer, place: Place): Buffer {
  const from = place.at
  let end = from
  while (end < bytes.length && bytes[end] !== LINE_FEED && bytes[end] !== RETURN) end++
  advance(bytes, place, bytes[end] === RETURN && bytes[end + 1] === LINE_FEED ? end + 2 : end + 1)
  return bytes.subarray(from, end)
}

/**
 * A line by itself: with quotes inside fields, or with quotes as plain letters where that gives as many fields as the
 * header has; else what it holds of a row, if its quotes are closed.
 */
function fieldsOfLine(line: Buffer, options: Options, count: number | null): string[] | null {
  if (line.length > LARGEST_ROW_BYTES) return null
  const relaxed = fieldsWith(line, { ...options, relax_quotes: true })
  if (relaxed !== null && (count === null || relaxed.length === count)) return relaxed
  const plain = fieldsWith(line, { ...options, quote: false })
  return plain !== null && plain.length === count ? plain : relaxed
}

function fieldsWith(line: Buffer, options: Options): string[] | null {
  try {
    return (parse(line, options) as unknown as string[][])[0] ?? null
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

/** What divides the header line into the most fields. */
function delimiterOf(text: string): string {
  const header = text.trimStart().split(/[\r\n]/u, 1)[0] ?? ''
  const parts = (delimiter: string) => header.split(delimiter).length
  return [',', ';', '\t'].reduce((best, next) => (parts(next) > parts(best) ? next : best))
}

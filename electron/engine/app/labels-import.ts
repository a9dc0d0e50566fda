import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { ParsedParams } from '#shared/contract/contract.ts'
import { UNKNOWN_GENRE, VERDICT_IS_AS_NEW } from '#shared/contract/labels.ts'
import { LONGEST_OWN_NAME } from '#shared/contract/own.ts'
import { AppError } from '#shared/errors.ts'
import { fileAtPath } from '../catalog/queries/files.ts'
import type { ActChange } from '../catalog/queries/acts.ts'
import { recordAct } from '../catalog/queries/acts.ts'
import { sql } from '../catalog/sql.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { requireFile } from '../platform/named-file.ts'
import type { EngineContext } from './context.ts'
import type { LabelSubject } from './label-subject.ts'
import { subjectAdded, subjectNamed } from './label-subject.ts'

const text = z.preprocess(
  (value) => (value === undefined || value === null || value === '' ? null : String(value)),
  z.string().nullable(),
)
const whole = z.preprocess(
  (value) => (value === undefined || value === null || value === '' ? null : Number(value)),
  z.int().nullable(),
)

const recordSchema = z.object({
  sha256: text,
  tmdb_id: whole,
  imdb_id: text,
  path: text,
  genre: z.string(),
  verdict: z.enum(['yes', 'no']),
  at: whole,
})
type ImportRecord = z.output<typeof recordSchema>

interface ImportResult {
  applied: number
  skipped: { line: number; reason: string }[]
}

/**
 * Reads verdicts from a file as one undoable act. A row is matched by SHA-256, then ids, then path. The newer verdict
 * wins: a row without a time never overrides, and at equal times ours stays. A genre is made only where that is asked for,
 * and only for a row that has a poster here.
 * @throws AppError `file/not-found`; `labels/bad-file` when the file is not a label export at all; then nothing is written
 */
export function importLabels(
  { store, clock, emit }: EngineContext,
  params: ParsedParams<'labels.import'>,
): ImportResult {
  const records = readRecords(resolve(params.file), params.format)
  const result: ImportResult = { applied: 0, skipped: [] }
  const now = clock.now()
  const subjectOf = (name: string) =>
    subjectNamed(store, name) ??
    (params.addGenres
      ? subjectAdded(store, name, now)
      : `${UNKNOWN_GENRE} ${JSON.stringify(name.slice(0, LONGEST_OWN_NAME))}`)
  store.write((changes) => {
    const wanted: ActChange[] = []
    const taken = new Map<string, number>()
    for (const { line, value } of records) {
      const parsed = recordSchema.safeParse(value)
      const outcome = parsed.success
        ? resolveRecord(store, parsed.data, { subjectOf, now, taken })
        : `unreadable row: ${parsed.error.issues[0]?.path.join('.') ?? ''}`
      if (typeof outcome === 'string') {
        result.skipped.push({ line, reason: outcome })
        continue
      }
      for (const { key, change } of outcome) {
        const earlier = taken.get(key)
        if (earlier === undefined) taken.set(key, wanted.push(change) - 1)
        else wanted[earlier] = { ...change, before: wanted[earlier]?.before ?? null }
        changes.posterIds.add(change.posterId)
      }
      result.applied++
    }
    recordAct(store.db, {
      at: now,
      source: 'imported',
      summary: `${wanted.length} imported verdicts`,
      changes: wanted,
    })
  })
  if (params.addGenres) emit('own.changed', {})
  return result
}

/** A change with the name of the verdict that it is about. */
interface KeyedChange {
  key: string
  change: ActChange
}

interface Resolving {
  /** Or why there is none. */
  subjectOf(name: string): LabelSubject | string
  now: number
  /** Verdicts that an earlier row is about. */
  taken: ReadonlyMap<string, number>
}

function resolveRecord(
  store: CatalogStore,
  record: ImportRecord,
  { subjectOf, now, taken }: Resolving,
): KeyedChange[] | string {
  const posterIds = matchPosters(store, record)
  if (posterIds.length === 0) return 'no such poster in this catalog'
  const subject = subjectOf(record.genre)
  if (typeof subject === 'string') return subject
  const newer = posterIds.filter((id) => {
    const ours = subject.heldAt(id)
    if (ours === null) return record.at !== null || !taken.has(subject.keyOf(id))
    return record.at !== null && record.at > ours
  })
  if (newer.length === 0) return VERDICT_IS_AS_NEW
  const said = { verdict: record.verdict, at: record.at ?? now }
  return newer.flatMap((id) =>
    subject.changes(id, said).map((change) => ({ key: subject.keyOf(id), change })),
  )
}

/**
 * By SHA-256, then ids, then path. Posters with equal bytes under different titles are told apart by what comes
 * next; where nothing does, the verdict is for all of them.
 */
function matchPosters(store: CatalogStore, record: ImportRecord): number[] {
  let matched: number[] = []
  for (const found of [bySha256(store, record), byFilmId(store, record), byPath(store, record)]) {
    const both = matched.filter((id) => found.includes(id))
    if (both.length > 0) matched = both
    else if (matched.length === 0) matched = found
    if (matched.length === 1) break
  }
  return matched
}

function bySha256({ db }: CatalogStore, { sha256 }: ImportRecord): number[] {
  if (sha256 === null || !/^[0-9a-f]{64}$/i.test(sha256)) return []
  return sql(db, 'SELECT id FROM poster WHERE content_hash = ? ORDER BY id')
    .pluck()
    .all(Buffer.from(sha256, 'hex')) as number[]
}

function byFilmId({ db }: CatalogStore, record: ImportRecord): number[] {
  if (record.tmdb_id === null && record.imdb_id === null) return []
  return sql(
    db,
    'SELECT DISTINCT poster_id FROM file WHERE poster_id IS NOT NULL AND (tmdb_id = ? OR imdb_id = ?) ORDER BY 1',
  )
    .pluck()
    .all(record.tmdb_id, record.imdb_id) as number[]
}

function byPath({ db }: CatalogStore, { path }: ImportRecord): number[] {
  const posterId = path === null ? null : (fileAtPath(db, Buffer.from(path))?.poster_id ?? null)
  return posterId === null ? [] : [posterId]
}

function readRecords(file: string, format: 'csv' | 'json'): { line: number; value: unknown }[] {
  requireFile(file)
  try {
    const content = readFileSync(file, 'utf8')
    const records = format === 'json' ? fromJson(content) : fromCsv(content)
    if (records !== null) return records
  } catch {
    // Told like what is no list of records.
  }
  throw new AppError('labels/bad-file', file)
}

function fromJson(content: string): { line: number; value: unknown }[] | null {
  const values = JSON.parse(content) as unknown
  if (!Array.isArray(values)) return null
  return values.map((value: unknown, index) => ({ line: index + 1, value }))
}

function fromCsv(content: string): { line: number; value: unknown }[] | null {
  // A file of no rows has its columns all the same.
  let columns: readonly string[] = []
  const rows = parse(content, {
    bom: true,
    columns: (names: string[]) => (columns = names),
    delimiter: separatorOf(content),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
  }) as {
    record: Record<string, string>
    info: { lines: number }
  }[]
  if (!columns.includes('genre') || !columns.includes('verdict')) return null
  return rows.map(({ record, info }) => ({ line: info.lines, value: unescapeFormulas(record) }))
}

/** Where the comma is the decimal sign, spreadsheets save with semicolons. */
function separatorOf(content: string): string {
  const [names = ''] = content.split('\n', 1)
  return names.includes(';') && !names.includes(',') ? ';' : ','
}

/** The apostrophe that the export puts before a formula-like cell is ours, not the path's. */
function unescapeFormulas(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      /^'[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u.test(value) ? value.slice(1) : value,
    ]),
  )
}

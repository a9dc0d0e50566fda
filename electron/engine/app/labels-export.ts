import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import type { ParsedParams } from '#shared/contract/contract.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { sql } from '../catalog/sql.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { writeNamed } from '../platform/named-file.ts'
import type { EngineContext } from './context.ts'

/** One verdict as it travels. Columns of the CSV, keys of the JSON. */
export interface LabelRecord {
  sha256: string | null
  tmdb_id: number | null
  imdb_id: string | null
  path: string | null
  title: string | null
  year: number | null
  genre: string
  verdict: 'yes' | 'no'
  at: number | null
  source: string | null
}

export const LABEL_COLUMNS = [
  'sha256',
  'tmdb_id',
  'imdb_id',
  'path',
  'title',
  'year',
  'genre',
  'verdict',
  'at',
  'source',
] as const satisfies readonly (keyof LabelRecord)[]

/** @throws AppError `backup/exists` for an existing file without `force`, `file/not-writable`, `catalog/disk-full` */
export function exportLabels(
  { store }: EngineContext,
  params: ParsedParams<'labels.export'>,
): { written: number } {
  const file = resolve(params.file)
  if (existsSync(file) && !params.force) throw new AppError('backup/exists', params.file)
  const records = labelRecords(store)
  const text =
    params.format === 'json'
      ? `${JSON.stringify(records, null, 1)}\n`
      : // Cells that a spreadsheet would take for a formula are escaped: titles and paths come from anywhere.
        stringify(records, { header: true, columns: [...LABEL_COLUMNS], escape_formulas: true })
  writeNamed(file, text)
  return { written: records.length }
}

function labelRecords(store: CatalogStore): LabelRecord[] {
  const rows = sql(
    store.db,
    `SELECT lower(hex(p.content_hash)) AS sha256, v.genre, v.own, v.value, v.at, v.source,
            coalesce(p.edited_title, p.title) AS title, coalesce(p.edited_year, p.year) AS year,
            f.tmdb_id, f.imdb_id, r.path AS root_path, f.path AS file_path
     FROM (SELECT poster_id, genre, NULL AS own, value, at, source FROM verdict
           UNION ALL
           SELECT v.poster_id, NULL, o.name, v.value, v.at, v.source
           FROM own_verdict v JOIN own_genre o ON o.id = v.own_genre_id WHERE o.place IS NOT NULL) v
     JOIN poster p ON p.id = v.poster_id
     LEFT JOIN file f ON f.id = (SELECT min(id) FROM file WHERE poster_id = p.id)
     LEFT JOIN root r ON r.id = f.root_id
     ORDER BY r.path, f.path, v.genre IS NULL, v.genre, v.own`,
  ).all() as {
    sha256: string
    genre: number | null
    own: string | null
    value: number
    at: number
    source: string
    title: string | null
    year: number | null
    tmdb_id: number | null
    imdb_id: string | null
    root_path: Buffer | null
    file_path: Buffer | null
  }[]
  return rows.map((row) => ({
    sha256: row.sha256 === '' ? null : row.sha256,
    tmdb_id: row.tmdb_id,
    imdb_id: row.imdb_id,
    path:
      row.root_path === null || row.file_path === null
        ? null
        : `${row.root_path.toString('utf8')}/${row.file_path.toString('utf8')}`,
    title: row.title,
    year: row.year,
    genre: row.genre === null ? (row.own ?? '') : (GENRES[row.genre] ?? ''),
    verdict: row.value === 1 ? 'yes' : 'no',
    at: row.at,
    source: row.source,
  }))
}

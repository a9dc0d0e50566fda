import type Database from 'better-sqlite3'
import { GENRES } from '#shared/domain/genres.ts'
import type { Genre } from '#shared/domain/genres.ts'
import type { Level, VerdictSource, VerdictValue } from '#shared/contract/values.ts'
import { sql } from '../sql.ts'

/** A verdict row as it is kept, compared and restored: nothing of it is lost by an undo. */
export interface VerdictRow {
  value: 0 | 1
  source: VerdictSource
  said_model: string | null
  said_probability: number | null
  said_level: Level | null
  contradicts: 0 | 1
  at: number
}

const COLUMNS = 'value, source, said_model, said_probability, said_level, contradicts, at'

export function verdictRow(db: Database.Database, posterId: number, genre: number): VerdictRow | null {
  const row = sql(db, `SELECT ${COLUMNS} FROM verdict WHERE poster_id = ? AND genre = ?`).get(posterId, genre)
  return (row as VerdictRow | undefined) ?? null
}

export function verdictsOf(db: Database.Database, posterId: number): Partial<Record<Genre, VerdictValue>> {
  const rows = sql(db, 'SELECT genre, value FROM verdict WHERE poster_id = ? ORDER BY genre').all(posterId)
  const verdicts: Partial<Record<Genre, VerdictValue>> = {}
  for (const row of rows as { genre: number; value: number }[]) {
    const genre = GENRES[row.genre]
    if (genre !== undefined) verdicts[genre] = row.value === 1 ? 'yes' : 'no'
  }
  return verdicts
}

export function verdictRowsOf(db: Database.Database, posterId: number): Map<number, VerdictRow> {
  const rows = sql(db, `SELECT genre, ${COLUMNS} FROM verdict WHERE poster_id = ? AND genre >= 0`).all(
    posterId,
  )
  return new Map((rows as (VerdictRow & { genre: number })[]).map(({ genre, ...row }) => [genre, row]))
}

export function countVerdicts(db: Database.Database): number {
  return sql(db, 'SELECT count(*) FROM verdict').pluck().get() as number
}

/** Writes a verdict's row as it is, or takes it away. */
export function putVerdict(
  db: Database.Database,
  posterId: number,
  genre: number,
  row: VerdictRow | null,
): void {
  if (row === null) {
    sql(db, 'DELETE FROM verdict WHERE poster_id = ? AND genre = ?').run(posterId, genre)
    return
  }
  sql(
    db,
    `INSERT OR REPLACE INTO verdict (poster_id, genre, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    posterId,
    genre,
    row.value,
    row.source,
    row.said_model,
    row.said_probability,
    row.said_level,
    row.contradicts,
    row.at,
  )
}

import type Database from 'better-sqlite3'
import type { OwnAsked } from '#shared/contract/own.ts'
import type { VerdictSource } from '#shared/contract/values.ts'
import { sql } from '../sql.ts'

/** A verdict on a genre of the user's own, as it is kept, compared and restored. */
export interface OwnVerdictRow {
  value: 0 | 1
  source: Exclude<VerdictSource, 'confirmed'>
  /** Why the poster was put before the person; null where the person came upon it. */
  asked: OwnAsked | null
  at: number
}

const COLUMNS = 'value, source, asked, at'

export function ownVerdictRow(
  db: Database.Database,
  posterId: number,
  ownGenreId: number,
): OwnVerdictRow | null {
  const row = sql(db, `SELECT ${COLUMNS} FROM own_verdict WHERE poster_id = ? AND own_genre_id = ?`).get(
    posterId,
    ownGenreId,
  )
  return (row as OwnVerdictRow | undefined) ?? null
}

/** What was said of a poster, by the genre's id; of those out of use too. */
export function ownVerdictsOf(db: Database.Database, posterId: number): Map<number, OwnVerdictRow> {
  const rows = sql(db, `SELECT own_genre_id AS genre, ${COLUMNS} FROM own_verdict WHERE poster_id = ?`).all(
    posterId,
  ) as (OwnVerdictRow & { genre: number })[]
  return new Map(rows.map(({ genre, ...row }) => [genre, row]))
}

/** Writes a verdict's row as it is, or takes it away. Only with the verdicts' gate open. */
export function putOwnVerdict(
  db: Database.Database,
  posterId: number,
  ownGenreId: number,
  row: OwnVerdictRow | null,
): void {
  if (row === null) {
    sql(db, 'DELETE FROM own_verdict WHERE poster_id = ? AND own_genre_id = ?').run(posterId, ownGenreId)
    return
  }
  const { value, source, asked, at } = row
  sql(
    db,
    `INSERT OR REPLACE INTO own_verdict (poster_id, own_genre_id, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(posterId, ownGenreId, value, source, asked, at)
}

/** Hands the verdicts of a poster on to another; where both have one, the later stands. */
export function moveOwnVerdicts(db: Database.Database, from: number, into: number): void {
  sql(
    db,
    `DELETE FROM own_verdict WHERE poster_id = ? AND EXISTS (SELECT 1 FROM own_verdict later
       WHERE later.poster_id = ? AND later.own_genre_id = own_verdict.own_genre_id AND later.at > own_verdict.at)`,
  ).run(into, from)
  sql(db, 'UPDATE OR IGNORE own_verdict SET poster_id = ? WHERE poster_id = ?').run(into, from)
  sql(db, 'DELETE FROM own_verdict WHERE poster_id = ?').run(from)
}

export interface OwnJudgedPoster {
  id: number
  filmId: number | null
  stackId: number | null
  flags: number
  value: 0 | 1
  source: OwnVerdictRow['source']
  asked: OwnAsked | null
  at: number
}

/** Every poster that something was said of, for one genre, by id: what its head learns from. */
export function ownJudgedPosters(db: Database.Database, ownGenreId: number): OwnJudgedPoster[] {
  return sql(
    db,
    `SELECT p.id, p.film_id AS filmId, p.stack_id AS stackId, p.flags, v.value, v.source, v.asked, v.at
     FROM own_verdict v JOIN poster p ON p.id = v.poster_id WHERE v.own_genre_id = ? ORDER BY p.id`,
  ).all(ownGenreId) as OwnJudgedPoster[]
}

/** Posters said yes and no of, by the genre's id. */
export function ownCounts(db: Database.Database): Map<number, { yes: number; no: number }> {
  const rows = sql(
    db,
    `SELECT own_genre_id AS id, sum(value) AS yes, sum(1 - value) AS no FROM own_verdict GROUP BY own_genre_id`,
  ).all() as { id: number; yes: number; no: number }[]
  return new Map(rows.map(({ id, yes, no }) => [id, { yes, no }]))
}

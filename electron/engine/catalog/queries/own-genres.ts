import type Database from 'better-sqlite3'
import { sql } from '../sql.ts'
import { withVerdictsOpen } from '../verdict-gate.ts'

/** A genre of the user's own that is in use. */
export interface OwnGenreRow {
  id: number
  name: string
  /** 1 to 9: its key and its place in every list. */
  place: number
}

const COLUMNS = 'id, name, place'

/** Those in use, by place. */
export function ownGenres(db: Database.Database): OwnGenreRow[] {
  return sql(
    db,
    `SELECT ${COLUMNS} FROM own_genre WHERE place IS NOT NULL ORDER BY place`,
  ).all() as OwnGenreRow[]
}

/** Null for one that was taken away too. */
export function ownGenreById(db: Database.Database, id: number): OwnGenreRow | null {
  const row = sql(db, `SELECT ${COLUMNS} FROM own_genre WHERE id = ? AND place IS NOT NULL`).get(id)
  return (row as OwnGenreRow | undefined) ?? null
}

/** The genre with a folded name, `place` null where it was taken away. */
export function ownGenreNamed(
  db: Database.Database,
  nameKey: string,
): (Omit<OwnGenreRow, 'place'> & { place: number | null }) | null {
  const row = sql(db, `SELECT ${COLUMNS} FROM own_genre WHERE name_key = ?`).get(nameKey)
  return (row as OwnGenreRow | undefined) ?? null
}

/** What one is called, in use or not; null where there never was one. */
export function ownGenreName(db: Database.Database, id: number): string | null {
  return (sql(db, 'SELECT name FROM own_genre WHERE id = ?').pluck().get(id) as string | undefined) ?? null
}

/** Puts a new genre at a place, or one that was taken away there again, with all that was said of it. */
export function putOwnGenre(
  db: Database.Database,
  genre: { name: string; nameKey: string; place: number; now: number },
): number {
  return withVerdictsOpen(db, () => {
    const put = sql(
      db,
      `INSERT INTO own_genre (name, name_key, place, created_at) VALUES (@name, @nameKey, @place, @now)
       ON CONFLICT (name_key) DO UPDATE SET name = excluded.name, place = excluded.place, removed_at = NULL
       RETURNING id`,
    )
    return put.pluck().get(genre) as number
  })
}

export function renameOwnGenre(
  db: Database.Database,
  { id, name, nameKey }: { id: number; name: string; nameKey: string },
): void {
  withVerdictsOpen(db, () => {
    sql(db, 'UPDATE own_genre SET name = ?, name_key = ? WHERE id = ?').run(name, nameKey, id)
  })
}

/** Takes a genre out of use. Its row and its verdicts stay. */
export function removeOwnGenre(db: Database.Database, id: number, now: number): void {
  withVerdictsOpen(db, () => {
    sql(db, 'UPDATE own_genre SET place = NULL, removed_at = ? WHERE id = ?').run(now, id)
  })
}

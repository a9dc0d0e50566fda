import type Database from 'better-sqlite3'
import { sql } from '../sql.ts'
import type { RootRow } from './roots.ts'

/** A picture file with the NFO file beside it. */
export interface NfoRow {
  id: number
  poster_id: number
  root_id: number
  root_path: Buffer
  root_state: RootRow['state']
  nfo_key: string
  /** JSON, as the NFO spells them. */
  nfo_genres: string
}

/** The files beside which an NFO was read and of whose posters a person has said something; by root and NFO. */
export function nfosWithVerdicts(db: Database.Database): NfoRow[] {
  return sql(
    db,
    `SELECT f.id, f.poster_id, f.root_id, r.path AS root_path, r.state AS root_state, f.nfo_key, f.nfo_genres
     FROM file f JOIN root r ON r.id = f.root_id
     WHERE f.nfo_key IS NOT NULL AND f.nfo_genres IS NOT NULL AND f.state <> 'missing' AND r.removed = 0
       AND (EXISTS (SELECT 1 FROM verdict v WHERE v.poster_id = f.poster_id)
         OR EXISTS (SELECT 1 FROM own_verdict v WHERE v.poster_id = f.poster_id))
     ORDER BY r.path, f.nfo_key, f.id`,
  ).all() as NfoRow[]
}

/** What every NFO that was read names, each file once: JSON, as spelled. */
export function allNfoGenres(db: Database.Database): string[] {
  return sql(
    db,
    `SELECT nfo_genres FROM file WHERE nfo_genres IS NOT NULL AND nfo_genres <> '[]' GROUP BY root_id, nfo_key`,
  )
    .pluck()
    .all() as string[]
}

/** What an NFO says after it was written; everything else that a file claims stays. */
export function setNfoGenres(
  db: Database.Database,
  fileId: number,
  nfo: { key: string; genres: readonly string[] },
): void {
  sql(db, 'UPDATE file SET nfo_key = ?, nfo_genres = ? WHERE id = ?').run(
    nfo.key,
    JSON.stringify(nfo.genres),
    fileId,
  )
}

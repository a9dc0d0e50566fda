import type Database from 'better-sqlite3'
import { sql } from '../sql.ts'

export interface RootRow {
  id: number
  path: Buffer
  state: 'ok' | 'frozen' | 'offline'
  reason: string | null
  include_all_art: number
  /** 1 for a folder that was taken out and whose posters are kept. */
  removed: number
  added_at: number
  scanned_at: number | null
  /** The drive it lay on when it was last looked at, and its path from that drive's top; null where unknown. */
  volume: string | null
  volume_path: Buffer | null
}

/** With those taken out: their files still say where a kept poster lay. */
export function allRoots(db: Database.Database): RootRow[] {
  return sql(db, 'SELECT * FROM root ORDER BY path').all() as RootRow[]
}

export function activeRoots(db: Database.Database): RootRow[] {
  return allRoots(db).filter((root) => root.removed === 0)
}

export function rootByPath(db: Database.Database, path: Buffer): RootRow | null {
  return (sql(db, 'SELECT * FROM root WHERE path = ?').get(path) as RootRow | undefined) ?? null
}

export function addRoot(
  db: Database.Database,
  root: { path: Buffer; includeAllArt: boolean; now: number },
): RootRow {
  sql(db, 'INSERT INTO root (path, include_all_art, added_at) VALUES (?, ?, ?)').run(
    root.path,
    root.includeAllArt ? 1 : 0,
    root.now,
  )
  return rootByPath(db, root.path) as RootRow
}

export function setRootState(
  db: Database.Database,
  id: number,
  state: RootRow['state'],
  reason: string | null,
): void {
  sql(db, 'UPDATE root SET state = ?, reason = ? WHERE id = ?').run(state, reason, id)
}

export function setRootRemoved(db: Database.Database, id: number, removed: boolean): void {
  sql(db, `UPDATE root SET removed = ?, state = 'ok', reason = NULL WHERE id = ?`).run(removed ? 1 : 0, id)
}

export function setRootVolume(
  db: Database.Database,
  id: number,
  volume: { id: string; inside: string } | null,
): void {
  const inside = volume === null ? null : Buffer.from(volume.inside)
  sql(db, 'UPDATE root SET volume = ?, volume_path = ? WHERE id = ?').run(volume?.id ?? null, inside, id)
}

export function setRootPath(db: Database.Database, id: number, path: Buffer): void {
  sql(db, `UPDATE root SET path = ?, state = 'ok', reason = NULL, removed = 0 WHERE id = ?`).run(path, id)
}

export function setRootScanned(db: Database.Database, id: number, scannedAt: number): void {
  sql(db, 'UPDATE root SET scanned_at = ? WHERE id = ?').run(scannedAt, id)
}

export function setIncludeAllArt(db: Database.Database, id: number, include: boolean): void {
  sql(db, 'UPDATE root SET include_all_art = ? WHERE id = ?').run(include ? 1 : 0, id)
}

/** Whether art and pictures of series are taken too. */
export function takesAllArt(db: Database.Database, id: number): boolean {
  return sql(db, 'SELECT include_all_art FROM root WHERE id = ?').pluck().get(id) === 1
}

/** Files of each root, and the posters among them that are neither hidden nor said or found to be something else. */
export function rootCounts(db: Database.Database): Map<number, { files: number; posters: number }> {
  const rows = sql(
    db,
    `SELECT f.root_id AS id, count(*) AS files,
            count(DISTINCT CASE WHEN p.hidden_at IS NULL AND coalesce(p.said_kind, p.kind) = 'poster' THEN p.id END)
              AS posters
       FROM file f LEFT JOIN poster p ON p.id = f.poster_id
      WHERE f.state <> 'missing' GROUP BY f.root_id`,
  ).all() as { id: number; files: number; posters: number }[]
  return new Map(rows.map((row) => [row.id, row]))
}

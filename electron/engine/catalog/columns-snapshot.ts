import type Database from 'better-sqlite3'
import type { PosterColumns } from './columns.ts'
import { sql } from './sql.ts'

/*
 * Reading 100,000 posters row by row takes half a second; reading the columns as they lay in memory takes a
 * twentieth of that. So a writer leaves them in cache.db when it closes. They are good for exactly the catalog they
 * were taken from: every write gives the catalog a new random stamp, and a backup put back has its own.
 */

/** Keeps the columns of a catalog's state. One snapshot is kept; it replaces the one before. */
export function saveColumns(
  cache: Database.Database,
  of: { stamp: string; modelId: string },
  columns: PosterColumns,
): void {
  const { count, bytes } = columns.pack()
  cache
    .transaction(() => {
      sql(cache, 'DELETE FROM columns').run()
      sql(cache, 'INSERT INTO columns (stamp, model_id, posters, bytes) VALUES (?, ?, ?, ?)').run(
        of.stamp,
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
    of.stamp,
    of.modelId,
  ) as { count: number; bytes: Buffer } | undefined
  return row !== undefined && columns.unpack(row)
}

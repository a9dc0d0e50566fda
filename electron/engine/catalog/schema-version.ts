import type Database from 'better-sqlite3'

/** Number of migrations the file has had; 0 for an empty file. */
export function schemaVersion(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number
}

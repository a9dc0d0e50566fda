import type Database from 'better-sqlite3'
import { newBackupPath, pruneBackups } from './backups.ts'
import type { Migration } from './migrations/migrations.ts'
import { schemaVersion } from './schema-version.ts'
import { vacuumVerified } from './verified-copy.ts'

/**
 * Brings a catalog to the newest schema: a checked copy of the file first (unless it is new), then each missing step
 * in a transaction of its own, so that a kill leaves the old or the new schema and nothing between.
 * @param now epoch milliseconds, for the copy's name
 * @throws AppError `catalog/damaged` when the copy does not pass its check: nothing was migrated
 */
export function migrate(
  db: Database.Database,
  path: string,
  migrations: readonly Migration[],
  now: number,
): void {
  const from = schemaVersion(db)
  if (from >= migrations.length) return
  if (from > 0) {
    vacuumVerified(db, newBackupPath(path, 'before-update', now))
    pruneBackups(path)
  }
  for (const migration of migrations.slice(from)) runMigration(db, migration)
}

/** One step, in one transaction. */
export function runMigration(db: Database.Database, migration: Migration): void {
  db.transaction(() => {
    if (migration.repair !== undefined) db.exec(migration.repair)
    db.exec(migration.sql)
    migration.fill?.(db)
    db.pragma(`user_version = ${migration.version}`)
  }).exclusive()
}

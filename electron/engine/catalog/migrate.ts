import { existsSync, mkdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import type { Migration } from './migrations/migrations.ts'

/** Number of migrations the file has had; 0 for an empty file. */
export function schemaVersion(db: Database.Database): number {
  return db.pragma('user_version', { simple: true }) as number
}

/**
 * Brings a catalog to the newest schema: a copy of the file first (unless it is new), then each missing step in a
 * transaction of its own, so that a kill leaves the old or the new schema and nothing between.
 */
export function migrate(db: Database.Database, path: string, migrations: readonly Migration[]): void {
  const from = schemaVersion(db)
  if (from >= migrations.length) return
  if (from > 0) copyBeforeMigration(db, path, from)
  for (const migration of migrations.slice(from)) {
    db.transaction(() => {
      db.exec(migration.sql)
      db.pragma(`user_version = ${migration.version}`)
    }).exclusive()
  }
}

function copyBeforeMigration(db: Database.Database, path: string, version: number): void {
  const folder = join(dirname(path), 'backups')
  mkdirSync(folder, { recursive: true })
  const copy = join(folder, `${basename(path, '.db')}-schema-${version}.db`)
  if (!existsSync(copy)) db.prepare('VACUUM INTO ?').run(copy)
}

import type Database from 'better-sqlite3'
import { sql } from '../sql.ts'

export interface BanRow {
  contentHash: Buffer
  code: string
}

/** Pictures that killed or stalled their reader under this version of Onesheet; another version may know better. */
export function bansOf(db: Database.Database, appVersion: string): BanRow[] {
  return sql(db, 'SELECT content_hash AS contentHash, code FROM ban WHERE app_version = ?').all(
    appVersion,
  ) as BanRow[]
}

export function putBan(db: Database.Database, ban: BanRow & { appVersion: string; now: number }): void {
  sql(db, 'INSERT OR REPLACE INTO ban (content_hash, code, app_version, at) VALUES (?, ?, ?, ?)').run(
    ban.contentHash,
    ban.code,
    ban.appVersion,
    ban.now,
  )
}

import type Database from 'better-sqlite3'
import { sql } from '../sql.ts'

/** A head that verdicts taught, as it is kept. */
export interface TaughtHeadRow {
  modelId: string
  teachingId: number
  /** Its place in the line of versions; the model that came with Onesheet is 1. */
  number: number
  trunkSha256: string
  parent: string
  createdAt: number
  /** As `head.bin` of a model's folder. */
  head: Buffer
  /** JSON, in label order. */
  levels: string
  /** Of head and levels together. */
  sha256: string
}

const IN_USE = 'model_in_use'
const IN_USE_SINCE = 'model_in_use_since'

/** Heads that are or were in use, and the one that is offered; the newest first. */
export function taughtHeads(db: Database.Database): TaughtHeadRow[] {
  return sql(
    db,
    `SELECT h.model_id AS modelId, h.teaching_id AS teachingId, h.number, m.trunk_sha256 AS trunkSha256, m.parent,
            m.created_at AS createdAt, h.head, h.levels, h.sha256
     FROM taught_head h JOIN model_version m ON m.id = h.model_id ORDER BY h.number DESC`,
  ).all() as TaughtHeadRow[]
}

/** Ids of those that are or were in use, which alone are versions to go to. */
export function usedHeadIds(db: Database.Database): Set<string> {
  const ids = sql(
    db,
    `SELECT h.model_id FROM taught_head h JOIN teaching t ON t.id = h.teaching_id WHERE t.state = 'used'`,
  )
  return new Set(ids.pluck().all() as string[])
}

export function putTaughtHead(db: Database.Database, row: TaughtHeadRow): void {
  const { modelId, trunkSha256, parent, createdAt } = row
  ensureModelVersion(db, { id: modelId, trunkSha256, parent, now: createdAt })
  sql(
    db,
    'INSERT INTO taught_head (model_id, teaching_id, number, head, levels, sha256) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(modelId, row.teachingId, row.number, row.head, row.levels, row.sha256)
}

export function ensureModelVersion(
  db: Database.Database,
  model: { id: string; trunkSha256: string; parent: string | null; now: number },
): void {
  sql(
    db,
    'INSERT OR IGNORE INTO model_version (id, trunk_sha256, parent, created_at) VALUES (?, ?, ?, ?)',
  ).run(model.id, model.trunkSha256, model.parent, model.now)
}

/** The version that this catalog uses and since when; null: nobody chose one. */
export function versionInUse(db: Database.Database): { id: string; since: number } | null {
  const value = (key: string) => sql(db, 'SELECT value FROM meta WHERE key = ?').pluck().get(key)
  const id = value(IN_USE) as string | undefined
  return id === undefined ? null : { id, since: Number(value(IN_USE_SINCE) ?? 0) }
}

export function setVersionInUse(db: Database.Database, id: string, now: number): void {
  const put = sql(db, 'INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)')
  put.run(IN_USE, id)
  put.run(IN_USE_SINCE, String(now))
}

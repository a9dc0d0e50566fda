import type Database from 'better-sqlite3'
import { sql } from '../sql.ts'

export function ensureModelVersion(
  db: Database.Database,
  model: { id: string; trunkSha256: string; parent: string | null; now: number },
): void {
  sql(
    db,
    'INSERT OR IGNORE INTO model_version (id, trunk_sha256, parent, created_at) VALUES (?, ?, ?, ?)',
  ).run(model.id, model.trunkSha256, model.parent, model.now)
}

/** Stores a poster's twenty probabilities as 80 bytes of little-endian float32, replacing an earlier answer. */
export function putPrediction(
  db: Database.Database,
  prediction: { modelId: string; posterId: number; probabilities: Float32Array; now: number },
): void {
  const { probabilities } = prediction
  sql(
    db,
    `INSERT INTO prediction (model_id, poster_id, probabilities, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (model_id, poster_id) DO UPDATE SET probabilities = excluded.probabilities, at = excluded.at`,
  ).run(
    prediction.modelId,
    prediction.posterId,
    Buffer.from(probabilities.buffer, probabilities.byteOffset, probabilities.byteLength),
    prediction.now,
  )
}

export function isPredicted(db: Database.Database, modelId: string, posterId: number): boolean {
  const found = sql(db, 'SELECT 1 FROM prediction WHERE model_id = ? AND poster_id = ?').get(
    modelId,
    posterId,
  )
  return found !== undefined
}

export function dropPredictions(db: Database.Database, posterId: number): void {
  sql(db, 'DELETE FROM prediction WHERE poster_id = ?').run(posterId)
}

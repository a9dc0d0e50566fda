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

/** What a prediction was made of beside the picture. */
export interface Telling {
  /** As `toldOf` says it; null: nothing was told. */
  told: string | null
  /** Whether that had a say: a title may hold nothing that can be read. */
  titled: boolean
}

/** Stores a poster's twenty probabilities as 80 bytes of little-endian float32, replacing an earlier answer. */
export function putPrediction(
  db: Database.Database,
  prediction: Telling & { modelId: string; posterId: number; probabilities: Float32Array; now: number },
): void {
  const { probabilities } = prediction
  sql(
    db,
    `INSERT INTO prediction (model_id, poster_id, probabilities, at, told, titled) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (model_id, poster_id) DO UPDATE SET probabilities = excluded.probabilities, at = excluded.at,
       told = excluded.told, titled = excluded.titled`,
  ).run(
    prediction.modelId,
    prediction.posterId,
    Buffer.from(probabilities.buffer, probabilities.byteOffset, probabilities.byteLength),
    prediction.now,
    prediction.told,
    prediction.titled ? 1 : 0,
  )
}

/** Null where the poster is not predicted. */
export function tellingOf(db: Database.Database, modelId: string, posterId: number): Telling | null {
  const row = sql(db, 'SELECT told, titled FROM prediction WHERE model_id = ? AND poster_id = ?').get(
    modelId,
    posterId,
  ) as { told: string | null; titled: number } | undefined
  return row === undefined ? null : { told: row.told, titled: row.titled === 1 }
}

export function dropPredictions(db: Database.Database, posterId: number): void {
  sql(db, 'DELETE FROM prediction WHERE poster_id = ?').run(posterId)
}

import type Database from 'better-sqlite3'
import { sql } from '../sql.ts'

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

/**
 * Posters with a prediction of one model of which another has none, or one of another title; by id, a page at a time.
 */
export function postersToRescore(
  db: Database.Database,
  { from, to, after, limit }: { from: string; to: string; after: number; limit: number },
): number[] {
  return sql(
    db,
    `SELECT f.poster_id FROM prediction f
     LEFT JOIN prediction t ON t.model_id = @to AND t.poster_id = f.poster_id
     WHERE f.model_id = @from AND f.poster_id > @after AND (t.poster_id IS NULL OR t.told IS NOT f.told)
     ORDER BY f.poster_id LIMIT @limit`,
  )
    .pluck()
    .all({ from, to, after, limit }) as number[]
}

export function countPredictions(db: Database.Database, modelId: string): number {
  return sql(db, 'SELECT count(*) FROM prediction WHERE model_id = ?').pluck().get(modelId) as number
}

/** Drops what every other model predicted. */
export function keepPredictionsOf(db: Database.Database, modelIds: readonly string[]): void {
  sql(db, 'DELETE FROM prediction WHERE model_id NOT IN (SELECT value FROM json_each(?))').run(
    JSON.stringify(modelIds),
  )
}

/** What a model predicted of a poster, in label order, and whether the title had a say; null where it did not. */
export function predictionOf(
  db: Database.Database,
  modelId: string,
  posterId: number,
): { probabilities: Float32Array; titled: boolean } | null {
  const row = sql(
    db,
    'SELECT probabilities, titled FROM prediction WHERE model_id = ? AND poster_id = ?',
  ).get(modelId, posterId) as { probabilities: Buffer; titled: 0 | 1 } | undefined
  if (row === undefined) return null
  return {
    probabilities: new Float32Array(Uint8Array.from(row.probabilities).buffer),
    titled: row.titled === 1,
  }
}

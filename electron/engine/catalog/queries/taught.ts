import type Database from 'better-sqlite3'
import type { VerdictSource } from '#shared/contract/values.ts'
import { sql } from '../sql.ts'

/** A poster of which a person, or an NFO where that is asked for, has said something. */
export interface SaidPoster {
  id: number
  filmId: number | null
  stackId: number | null
  flags: number
  contentHash: Buffer | null
  nfoMask: number
  isReviewed: boolean
}

export interface SaidVerdict {
  posterId: number
  /** In label order. */
  genre: number
  isYes: boolean
  source: VerdictSource
  /** The genre was shown as one of the poster's then; null: nothing was. */
  wasShown: boolean | null
  at: number
}

const IS_POSTER = `coalesce(p.said_kind, p.kind) = 'poster'`
const IS_SAID = 'p.reviewed_at IS NOT NULL OR EXISTS (SELECT 1 FROM verdict v WHERE v.poster_id = p.id)'

/** @param options.withNfo posters with genres from an NFO too, of which nobody has said anything */
export function saidPosters(db: Database.Database, { withNfo }: { withNfo: boolean }): SaidPoster[] {
  const rows = sql(
    db,
    `SELECT p.id, p.film_id AS filmId, p.stack_id AS stackId, p.flags, p.content_hash AS contentHash,
            p.nfo_mask AS nfoMask, p.reviewed_at IS NOT NULL AS isReviewed
     FROM poster p WHERE ${IS_POSTER} AND (${IS_SAID}${withNfo ? ' OR p.nfo_mask <> 0' : ''}) ORDER BY p.id`,
  ).all() as (Omit<SaidPoster, 'isReviewed'> & { isReviewed: 0 | 1 })[]
  return rows.map((row) => ({ ...row, isReviewed: row.isReviewed === 1 }))
}

/** All verdicts on the twenty genres, by poster and genre. */
export function saidVerdicts(db: Database.Database): SaidVerdict[] {
  const rows = sql(
    db,
    `SELECT poster_id AS posterId, genre, value, source, contradicts, said_probability IS NOT NULL AS wasPredicted, at
     FROM verdict WHERE genre >= 0 ORDER BY poster_id, genre`,
  ).all() as (Pick<SaidVerdict, 'posterId' | 'genre' | 'source' | 'at'> &
    Record<'value' | 'contradicts' | 'wasPredicted', 0 | 1>)[]
  return rows.map(({ value, contradicts, wasPredicted, ...row }) => ({
    ...row,
    isYes: value === 1,
    // A verdict that contradicts says the opposite of what was shown.
    wasShown: wasPredicted === 1 ? (value === 1) !== (contradicts === 1) : null,
  }))
}

/** How many verdicts on the twenty genres there are, said after a time. */
export function countSaid(db: Database.Database, after = 0): number {
  return sql(
    db,
    `SELECT count(*) FROM verdict v JOIN poster p ON p.id = v.poster_id
     WHERE v.genre >= 0 AND v.at > ? AND ${IS_POSTER}`,
  )
    .pluck()
    .get(after) as number
}

/**
 * Verdicts on the twenty genres that were said while a model was in use, of posters that it had predicted and somebody has
 * looked through: of others a person says only what is wrong.
 */
export function verdictsSaidOf(
  db: Database.Database,
  modelId: string,
  since: number,
): { posterId: number; genre: number; isYes: boolean; wasLikely: boolean }[] {
  const rows = sql(
    db,
    `SELECT v.poster_id AS posterId, v.genre, v.value, coalesce(v.said_level = 'likely', 0) AS wasLikely
     FROM verdict v JOIN poster p ON p.id = v.poster_id
     WHERE v.said_model = ? AND v.at >= ? AND v.genre >= 0 AND p.reviewed_at IS NOT NULL
     ORDER BY v.poster_id, v.genre`,
  ).all(modelId, since) as { posterId: number; genre: number; value: 0 | 1; wasLikely: 0 | 1 }[]
  return rows.map(({ posterId, genre, value, wasLikely }) => ({
    posterId,
    genre,
    isYes: value === 1,
    wasLikely: wasLikely === 1,
  }))
}

import type Database from 'better-sqlite3'
import type { LatelyReviewed, ReviewKind } from '#shared/contract/review.ts'
import { sql } from '../sql.ts'
import { withVerdictsOpen } from '../verdict-gate.ts'
import type { ActChange, ActRow, ChangeRow } from './acts.ts'
import { appendToAct, beginAct, CHANGE, toChange } from './acts.ts'

/** One question of the review that a person answered. */
export interface AnsweredQuestion {
  posterId: number
  kind: ReviewKind
  /** In label order; null where all shown genres were asked. */
  genre: number | null
}

export interface Review extends AnsweredQuestion {
  /** Whether the answer changed what was shown. */
  changed: boolean
}

const STANDING = 'FROM review r JOIN act a ON a.id = r.act_id WHERE a.undone_at IS NULL'

/** An answer with what it changes, as one act; one without changes is an act as well, and undone like any. */
export function recordReview(
  db: Database.Database,
  act: Omit<ActRow, 'id'> & { changes: readonly ActChange[] },
  { posterId, kind, genre, changed }: Review,
): void {
  const actId = beginAct(db, act)
  appendToAct(db, actId, 0, act.changes)
  withVerdictsOpen(db, () => {
    sql(db, 'INSERT INTO review (act_id, poster_id, kind, genre, changed) VALUES (?, ?, ?, ?, ?)').run(
      actId,
      posterId,
      kind,
      genre,
      changed ? 1 : 0,
    )
  })
}

/**
 * What takes back all that the answers to one question said: each genre and mark becomes what it was before them, unless
 * another act had a word on it since.
 */
export function answersTakenBack(
  db: Database.Database,
  { posterId, kind, genre }: AnsweredQuestion,
): ActChange[] {
  const rows = sql(
    db,
    `SELECT ${CHANGE}, r.act_id IS NOT NULL AS isAnswer
     FROM act_change c JOIN act a ON a.id = c.act_id
     LEFT JOIN review r ON r.act_id = a.id AND r.kind = ? AND r.genre IS ?
     WHERE c.poster_id = ? AND a.undone_at IS NULL ORDER BY a.id DESC, c.position DESC`,
  ).all(kind, genre, posterId) as (ChangeRow & { isAnswer: 0 | 1 })[]
  const outside = new Set<string>()
  const back = new Map<string, ActChange>()
  for (const row of rows) {
    const change = toChange(row)
    const what = `${change.field} ${change.genre} ${change.ownGenreId}`
    const later = back.get(what)
    if (row.isAnswer === 0) outside.add(what)
    else if (!outside.has(what))
      back.set(what, {
        ...change,
        before: later === undefined ? change.after : later.before,
        after: change.before,
      })
  }
  return [...back.values()].filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after))
}

/** Posters with an answer that stands. */
export function reviewedIds(db: Database.Database): Set<number> {
  return new Set(sql(db, `SELECT r.poster_id ${STANDING}`).pluck().all() as number[])
}

/**
 * Films that were drawn by chance and judged whole, not "cannot tell": what a teaching may be judged by. Their verdicts
 * are those of the poster now.
 */
export function auditedIds(db: Database.Database): number[] {
  return sql(
    db,
    `SELECT DISTINCT r.poster_id ${STANDING} AND r.kind = 'audit'
       AND EXISTS (SELECT 1 FROM act_change c WHERE c.act_id = a.id) ORDER BY r.poster_id`,
  )
    .pluck()
    .all() as number[]
}

/** The poster that an act answered a question about; null for every other act. */
export function posterOfReview(db: Database.Database, actId: number): number | null {
  const id = sql(db, 'SELECT poster_id FROM review WHERE act_id = ?').pluck().get(actId)
  return (id as number | undefined) ?? null
}

/** Of the last answers that stand: how many there are, at most `most`, and how many of them changed what was shown. */
export function latelyReviewed(db: Database.Database, most: number): LatelyReviewed {
  const changed = sql(db, `SELECT r.changed ${STANDING} ORDER BY r.act_id DESC LIMIT ?`).pluck().all(most)
  return { answered: changed.length, changed: changed.filter((each) => each === 1).length }
}

/**
 * Single genres that the review put before a person, for whatever the answer would be: not those that an earlier verdict
 * led to.
 */
export function askedGenres(db: Database.Database): [posterId: number, genre: number][] {
  return sql(
    db,
    `SELECT DISTINCT r.poster_id, r.genre ${STANDING} AND r.genre IS NOT NULL AND r.kind <> 'verdict'`,
  )
    .raw()
    .all() as [number, number][]
}

import type Database from 'better-sqlite3'
import type { Teaching, TeachingState } from '#shared/contract/teach.ts'
import { sql } from '../sql.ts'

/** What a teaching tells of itself; the rest is in columns. */
type Report = Omit<Teaching, 'id' | 'at' | 'parent' | 'state'>

export interface NewTeaching {
  at: number
  parent: string
  state: TeachingState
  /** Null where nothing was judged. */
  attempt: number | null
  judgedFilms: number
  report: Report
}

interface TeachingRow {
  id: number
  at: number
  parent: string
  state: TeachingState
  report: string
}

const COLUMNS = 'id, at, parent, state, report'

/** Runs within a write. What was offered before is so no longer once another was judged. */
export function addTeaching(db: Database.Database, teaching: NewTeaching): number {
  const { at, parent, state, attempt, judgedFilms, report } = teaching
  if (attempt !== null) supersedeOffers(db)
  const { lastInsertRowid } = sql(
    db,
    'INSERT INTO teaching (at, parent, state, attempt, judged_films, report) VALUES (?, ?, ?, ?, ?, ?)',
  ).run(at, parent, state, attempt, judgedFilms, JSON.stringify(report))
  return Number(lastInsertRowid)
}

/** What waits for a person's word, or was put off, is no longer to be had: its head goes. */
export function supersedeOffers(db: Database.Database): void {
  const offered = `SELECT id FROM teaching WHERE state IN ('offered', 'declined')`
  const models = sql(db, `SELECT model_id FROM taught_head WHERE teaching_id IN (${offered})`).pluck().all()
  for (const model of models as string[]) {
    sql(db, 'DELETE FROM taught_head WHERE model_id = ?').run(model)
    sql(db, 'DELETE FROM prediction WHERE model_id = ?').run(model)
    sql(db, 'DELETE FROM model_version WHERE id = ?').run(model)
  }
  sql(db, `UPDATE teaching SET state = 'superseded' WHERE state IN ('offered', 'declined')`).run()
}

export function setTeachingState(db: Database.Database, id: number, state: TeachingState): void {
  sql(db, 'UPDATE teaching SET state = ? WHERE id = ?').run(state, id)
}

export function teachingById(db: Database.Database, id: number): Teaching | null {
  return toTeaching(sql(db, `SELECT ${COLUMNS} FROM teaching WHERE id = ?`).get(id))
}

export function lastTeaching(db: Database.Database): Teaching | null {
  return toTeaching(sql(db, `SELECT ${COLUMNS} FROM teaching ORDER BY id DESC LIMIT 1`).get())
}

/** What waits for a person's word, or was put off. */
export function offeredTeaching(db: Database.Database): Teaching | null {
  const offered = sql(db, `SELECT ${COLUMNS} FROM teaching WHERE state IN ('offered', 'declined')`)
  return toTeaching(offered.get())
}

function toTeaching(row: unknown): Teaching | null {
  if (row === undefined) return null
  const { report, ...columns } = row as TeachingRow
  return { ...columns, ...(JSON.parse(report) as Report) }
}

/**
 * Attempts on a trunk since a taught head was last taken into use, and the films that could judge at the last of all:
 * the same films judge no second time, whatever became of the first.
 */
export function teachHistory(
  db: Database.Database,
  trunkSha256: string,
): { attempts: number; judgedFilms: number } {
  const ofTrunk = `FROM teaching t JOIN model_version m ON m.id = t.parent
    WHERE m.trunk_sha256 = ? AND t.attempt IS NOT NULL`
  const attempts = sql(
    db,
    `SELECT count(*) ${ofTrunk} AND t.id > coalesce((SELECT max(id) FROM teaching WHERE state = 'used'), 0)`,
  )
    .pluck()
    .get(trunkSha256) as number
  const judgedFilms = sql(db, `SELECT judged_films ${ofTrunk} ORDER BY t.id DESC LIMIT 1`)
    .pluck()
    .get(trunkSha256) as number | undefined
  return { attempts, judgedFilms: judgedFilms ?? 0 }
}

/** The teaching that a model learned in; null for one that did not. */
export function teachingOf(db: Database.Database, modelId: string): Teaching | null {
  const ofModel = `SELECT ${COLUMNS} FROM teaching WHERE id = (SELECT teaching_id FROM taught_head WHERE model_id = ?)`
  return toTeaching(sql(db, ofModel).get(modelId))
}

/** When a model learned from verdicts; 0 for one that did not. */
export function learnedAt(db: Database.Database, modelId: string): number {
  return teachingOf(db, modelId)?.at ?? 0
}

/** The last teachings on a trunk that were judged, whatever came of them; the last first. */
export function judgedTeachings(db: Database.Database, trunkSha256: string, most: number): Teaching[] {
  const rows = sql(
    db,
    `SELECT ${COLUMNS} FROM teaching WHERE attempt IS NOT NULL
       AND parent IN (SELECT id FROM model_version WHERE trunk_sha256 = ?) ORDER BY id DESC LIMIT ?`,
  ).all(trunkSha256, most)
  return rows.flatMap((row) => toTeaching(row) ?? [])
}

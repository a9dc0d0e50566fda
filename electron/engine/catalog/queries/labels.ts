import type Database from 'better-sqlite3'
import { GENRES } from '#shared/domain/genres.ts'
import type { Genre } from '#shared/domain/genres.ts'
import type { Level, VerdictSource, VerdictValue } from '#shared/contract/values.ts'
import { sql } from '../sql.ts'
import { withVerdictsOpen } from '../verdict-gate.ts'

/** A verdict row as it is kept, compared and restored: nothing of it is lost by an undo. */
export interface VerdictRow {
  value: 0 | 1
  source: VerdictSource
  said_model: string | null
  said_probability: number | null
  said_level: Level | null
  contradicts: 0 | 1
  at: number
}

/** One step of an act: a genre's verdict row, or (genre null) the poster's reviewed time. */
export interface ActChange {
  posterId: number
  genre: number | null
  before: VerdictRow | number | null
  after: VerdictRow | number | null
}

export interface ActRow {
  id: number
  at: number
  source: VerdictSource
  summary: string
}

const COLUMNS = 'value, source, said_model, said_probability, said_level, contradicts, at'

export function verdictRow(db: Database.Database, posterId: number, genre: number): VerdictRow | null {
  const row = sql(db, `SELECT ${COLUMNS} FROM verdict WHERE poster_id = ? AND genre = ?`).get(posterId, genre)
  return (row as VerdictRow | undefined) ?? null
}

export function verdictsOf(db: Database.Database, posterId: number): Partial<Record<Genre, VerdictValue>> {
  const rows = sql(db, 'SELECT genre, value FROM verdict WHERE poster_id = ? ORDER BY genre').all(posterId)
  const verdicts: Partial<Record<Genre, VerdictValue>> = {}
  for (const row of rows as { genre: number; value: number }[]) {
    const genre = GENRES[row.genre]
    if (genre !== undefined) verdicts[genre] = row.value === 1 ? 'yes' : 'no'
  }
  return verdicts
}

export function verdictRowsOf(db: Database.Database, posterId: number): Map<number, VerdictRow> {
  const rows = sql(db, `SELECT genre, ${COLUMNS} FROM verdict WHERE poster_id = ? AND genre >= 0`).all(
    posterId,
  )
  return new Map((rows as (VerdictRow & { genre: number })[]).map(({ genre, ...row }) => [genre, row]))
}

export function countVerdicts(db: Database.Database): number {
  return sql(db, 'SELECT count(*) FROM verdict').pluck().get() as number
}

/** Writes one change into the tables, in either direction. */
function put(
  db: Database.Database,
  change: Pick<ActChange, 'posterId' | 'genre'>,
  value: ActChange['after'],
): void {
  if (change.genre === null) {
    sql(db, 'UPDATE poster SET reviewed_at = ?, revision = revision + 1 WHERE id = ?').run(
      value,
      change.posterId,
    )
    return
  }
  if (value === null) {
    sql(db, 'DELETE FROM verdict WHERE poster_id = ? AND genre = ?').run(change.posterId, change.genre)
  } else if (typeof value === 'object') {
    sql(
      db,
      `INSERT OR REPLACE INTO verdict (poster_id, genre, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      change.posterId,
      change.genre,
      value.value,
      value.source,
      value.said_model,
      value.said_probability,
      value.said_level,
      value.contradicts,
      value.at,
    )
  }
  sql(db, 'UPDATE poster SET revision = revision + 1 WHERE id = ?').run(change.posterId)
}

/** Does an act: its changes at once, its history for undo; what had been undone before can no longer be redone. */
export function recordAct(
  db: Database.Database,
  act: { at: number; source: VerdictSource; summary: string; changes: readonly ActChange[] },
): void {
  if (act.changes.length === 0) return
  sql(db, 'UPDATE act SET redoable = 0 WHERE redoable = 1').run()
  const actId = sql(db, 'INSERT INTO act (at, source, summary) VALUES (?, ?, ?)').run(
    act.at,
    act.source,
    act.summary,
  ).lastInsertRowid
  const insert = sql(
    db,
    'INSERT INTO act_change (act_id, position, poster_id, genre, before, after) VALUES (?, ?, ?, ?, ?, ?)',
  )
  withVerdictsOpen(db, () => {
    act.changes.forEach((change, position) => {
      put(db, change, change.after)
      insert.run(
        actId,
        position,
        change.posterId,
        change.genre,
        JSON.stringify(change.before),
        JSON.stringify(change.after),
      )
    })
  })
}

/** The act that undo would take back, or null. */
export function lastAct(db: Database.Database): ActRow | null {
  const row = sql(
    db,
    'SELECT id, at, source, summary FROM act WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1',
  ).get()
  return (row as ActRow | undefined) ?? null
}

/** The act that redo would do again, or null. */
export function nextRedo(db: Database.Database): ActRow | null {
  const row = sql(db, 'SELECT id, at, source, summary FROM act WHERE redoable = 1 ORDER BY id LIMIT 1').get()
  return (row as ActRow | undefined) ?? null
}

function changesOf(db: Database.Database, actId: number): ActChange[] {
  const rows = sql(
    db,
    `SELECT poster_id AS posterId, genre, before, after FROM act_change
     WHERE act_id = ? AND poster_id IN (SELECT id FROM poster) ORDER BY position`,
  ).all(actId) as { posterId: number; genre: number | null; before: string; after: string }[]
  return rows.map((row) => ({
    posterId: row.posterId,
    genre: row.genre,
    before: JSON.parse(row.before) as ActChange['before'],
    after: JSON.parse(row.after) as ActChange['after'],
  }))
}

/** Takes an act back: every row becomes what it was before, to the byte. */
export function undoAct(db: Database.Database, actId: number, now: number): ActChange[] {
  const changes = changesOf(db, actId)
  withVerdictsOpen(db, () => {
    for (const change of changes.toReversed()) put(db, change, change.before)
  })
  sql(db, 'UPDATE act SET undone_at = ?, redoable = 1 WHERE id = ?').run(now, actId)
  return changes
}

export function redoAct(db: Database.Database, actId: number): ActChange[] {
  const changes = changesOf(db, actId)
  withVerdictsOpen(db, () => {
    for (const change of changes) put(db, change, change.after)
  })
  sql(db, 'UPDATE act SET undone_at = NULL, redoable = 0 WHERE id = ?').run(actId)
  return changes
}

export interface HistoryRow {
  actId: number
  field: 'genre' | 'reviewed'
  genre: Genre | null
  from: VerdictValue | null
  to: VerdictValue | null
  before: number | null
  after: number | null
  at: number
  source: VerdictSource
}

/** What was ever said of a poster and not taken back, newest first. */
export function historyOf(db: Database.Database, posterId: number, limit: number): HistoryRow[] {
  const rows = sql(
    db,
    `SELECT a.id AS actId, c.genre, c.before, c.after, a.at, a.source FROM act_change c JOIN act a ON a.id = c.act_id
     WHERE c.poster_id = ? AND a.undone_at IS NULL ORDER BY a.id DESC, c.position LIMIT ?`,
  ).all(posterId, limit) as {
    actId: number
    genre: number | null
    before: string
    after: string
    at: number
    source: VerdictSource
  }[]
  return rows.map((row) => ({
    actId: row.actId,
    field: row.genre === null ? ('reviewed' as const) : ('genre' as const),
    before: null,
    after: null,
    genre: row.genre === null ? null : (GENRES[row.genre] ?? null),
    from: verdictWord(JSON.parse(row.before) as ActChange['before']),
    to: verdictWord(JSON.parse(row.after) as ActChange['after']),
    at: row.at,
    source: row.source,
  }))
}

/** A kept value as the word a person used; the reviewed mark has no word. */
export function verdictWord(value: ActChange['before']): VerdictValue | null {
  if (value === null || typeof value !== 'object') return null
  return value.value === 1 ? 'yes' : 'no'
}

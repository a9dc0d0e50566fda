import type Database from 'better-sqlite3'
import { GENRES } from '#shared/domain/genres.ts'
import type { PosterDetail } from '#shared/contract/poster.ts'
import type { VerdictSource, VerdictValue } from '#shared/contract/values.ts'
import { refreshTitle } from '../derived.ts'
import { sql } from '../sql.ts'
import { withVerdictsOpen } from '../verdict-gate.ts'
import type { VerdictRow } from './labels.ts'
import { putVerdict } from './labels.ts'
import type { OwnVerdictRow } from './own-verdicts.ts'
import { putOwnVerdict } from './own-verdicts.ts'

export type ActField = HistoryRow['field']

/** What a change holds: a genre's whole verdict row, or what the poster's column has. */
export type ActValue = VerdictRow | OwnVerdictRow | string | number | null

/** One step of an act: a verdict on a genre or one of the user's own, or one of a poster's columns that only a person fills. */
export interface ActChange {
  posterId: number
  field: ActField
  /** Null for every other field. */
  genre: number | null
  /** Of the field `own` alone. */
  ownGenreId?: number
  before: ActValue
  after: ActValue
}

export interface ActRow {
  id: number
  at: number
  source: VerdictSource
  summary: string
}

const POSTER_COLUMNS = {
  reviewed: 'reviewed_at',
  title: 'edited_title',
  year: 'edited_year',
  hidden: 'hidden_at',
  kind: 'said_kind',
} as const satisfies Record<Exclude<ActField, 'genre' | 'own'>, string>

/** Writes changes into the tables, in either direction. Each raises its poster's revision by one. */
function putAll(
  db: Database.Database,
  changes: readonly ActChange[],
  valueOf: (change: ActChange) => ActValue,
): void {
  const raised = new Map<number, number>()
  for (const change of changes) {
    put(db, change, valueOf(change))
    raised.set(change.posterId, (raised.get(change.posterId) ?? 0) + 1)
  }
  const raise = sql(db, 'UPDATE poster SET revision = revision + ? WHERE id = ?')
  for (const [posterId, count] of raised) raise.run(count, posterId)
}

function put(db: Database.Database, change: ActChange, value: ActValue): void {
  const { posterId, field, genre, ownGenreId } = change
  if (field === 'genre') {
    if (genre !== null) putVerdict(db, posterId, genre, value as VerdictRow | null)
  } else if (field === 'own') {
    if (ownGenreId !== undefined) putOwnVerdict(db, posterId, ownGenreId, value as OwnVerdictRow | null)
  } else {
    sql(db, `UPDATE poster SET ${POSTER_COLUMNS[field]} = ? WHERE id = ?`).run(value, posterId)
    if (field === 'title') refreshTitle(db, posterId)
  }
}

/** Does an act: its changes at once, its history for undo; what had been undone before can no longer be redone. */
export function recordAct(
  db: Database.Database,
  act: Omit<ActRow, 'id'> & { changes: readonly ActChange[] },
): void {
  if (act.changes.length === 0) return
  appendToAct(db, beginAct(db, act), 0, act.changes)
}

/** An act without changes yet, which come with {@link appendToAct}. */
export function beginAct(db: Database.Database, act: Omit<ActRow, 'id'>): number {
  sql(db, 'UPDATE act SET redoable = 0 WHERE redoable = 1').run()
  return Number(
    sql(db, 'INSERT INTO act (at, source, summary) VALUES (?, ?, ?)').run(act.at, act.source, act.summary)
      .lastInsertRowid,
  )
}

/** @param position of the first of these changes within the act */
export function appendToAct(
  db: Database.Database,
  actId: number,
  position: number,
  changes: readonly ActChange[],
): void {
  const insert = sql(
    db,
    `INSERT INTO act_change (act_id, position, poster_id, field, genre, own_genre_id, before, after)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  withVerdictsOpen(db, () => {
    putAll(db, changes, ({ after }) => after)
    changes.forEach((change, index) => {
      const { posterId, field, genre, ownGenreId = null } = change
      const kept = field === 'genre' || field === 'own' || field === 'reviewed' ? null : field
      const values = [JSON.stringify(change.before), JSON.stringify(change.after)]
      insert.run(actId, position + index, posterId, kept, genre, ownGenreId, ...values)
    })
  })
}

/** For an act whose changes come one after the other. */
export function setSummary(db: Database.Database, actId: number, summary: string): void {
  sql(db, 'UPDATE act SET summary = ? WHERE id = ?').run(summary, actId)
}

/** The id of the latest act there ever was, undone or not; 0 without any. */
export function latestActId(db: Database.Database): number {
  return sql(db, 'SELECT coalesce(max(id), 0) FROM act').pluck().get() as number
}

/** Of changes to one poster, those that no act after the given one has a word on. */
export function withoutLaterWords(
  db: Database.Database,
  posterId: number,
  sinceActId: number,
  changes: readonly ActChange[],
): ActChange[] {
  const rows = sql(
    db,
    `SELECT ${CHANGE} FROM act_change c JOIN act a ON a.id = c.act_id
     WHERE c.poster_id = ? AND a.id > ? AND a.undone_at IS NULL`,
  ).all(posterId, sinceActId) as ChangeRow[]
  const later = rows.map(toChange)
  return changes.filter((change) => !later.some((word) => isOnSame(word, change)))
}

function isOnSame(one: ActChange, other: ActChange): boolean {
  return one.field === other.field && one.genre === other.genre && one.ownGenreId === other.ownGenreId
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

/** A change as it is kept; {@link toChange} reads it. */
export interface ChangeRow {
  posterId: number
  field: 'title' | 'year' | 'hidden' | 'kind' | null
  genre: number | null
  ownGenreId: number | null
  before: string
  after: string
}

/** The columns of a {@link ChangeRow} of `act_change c`. */
export const CHANGE =
  'c.poster_id AS posterId, c.field, c.genre, c.own_genre_id AS ownGenreId, c.before, c.after'

/** A genre, one of the user's own or a field; a row with none of these is the reviewed mark. */
export function toChange({ posterId, field, genre, ownGenreId, before, after }: ChangeRow): ActChange {
  const said = ownGenreId !== null ? 'own' : genre === null ? 'reviewed' : 'genre'
  return {
    posterId,
    field: field ?? said,
    genre,
    ...(ownGenreId === null ? {} : { ownGenreId }),
    before: JSON.parse(before) as ActValue,
    after: JSON.parse(after) as ActValue,
  }
}

function changesOf(db: Database.Database, actId: number): ActChange[] {
  const rows = sql(
    db,
    `SELECT ${CHANGE} FROM act_change c
     WHERE c.act_id = ? AND c.poster_id IN (SELECT id FROM poster) ORDER BY c.position`,
  ).all(actId) as ChangeRow[]
  return rows.map(toChange)
}

/** Takes an act back: every row becomes what it was before, to the byte. */
export function undoAct(db: Database.Database, actId: number, now: number): ActChange[] {
  const changes = changesOf(db, actId)
  withVerdictsOpen(db, () => {
    putAll(db, changes.toReversed(), ({ before }) => before)
  })
  sql(db, 'UPDATE act SET undone_at = ?, redoable = 1 WHERE id = ?').run(now, actId)
  return changes
}

export function redoAct(db: Database.Database, actId: number): ActChange[] {
  const changes = changesOf(db, actId)
  withVerdictsOpen(db, () => {
    putAll(db, changes, ({ after }) => after)
  })
  sql(db, 'UPDATE act SET undone_at = NULL, redoable = 0 WHERE id = ?').run(actId)
  return changes
}

type HistoryRow = PosterDetail['history'][number]

/** What was ever said of a poster and not taken back, newest first. */
export function historyOf(db: Database.Database, posterId: number, limit: number): HistoryRow[] {
  const rows = sql(
    db,
    `SELECT ${CHANGE}, a.id AS actId, a.at, a.source, o.name AS ownName
     FROM act_change c JOIN act a ON a.id = c.act_id LEFT JOIN own_genre o ON o.id = c.own_genre_id
     WHERE c.poster_id = ? AND a.undone_at IS NULL ORDER BY a.id DESC, c.position LIMIT ?`,
  ).all(posterId, limit) as (ChangeRow &
    Pick<HistoryRow, 'actId' | 'at' | 'source'> & { ownName: string | null })[]
  return rows.map((row) => {
    const { field, genre, before, after } = toChange(row)
    return {
      actId: row.actId,
      field,
      genre: genre === null ? null : (GENRES[genre] ?? null),
      own: row.ownGenreId === null ? null : { id: row.ownGenreId, name: row.ownName ?? '' },
      from: verdictWord(before),
      to: verdictWord(after),
      before: saidWord(field, before),
      after: saidWord(field, after),
      at: row.at,
      source: row.source,
    }
  })
}

/** A kept value as the word a person used; null for everything but verdicts. */
export function verdictWord(value: ActValue): VerdictValue | null {
  if (value === null || typeof value !== 'object') return null
  return value.value === 1 ? 'yes' : 'no'
}

/** A kept value as the methods that set it take it: marks are kept as times, and are there or not. */
function saidWord(field: ActField, value: ActValue): string | number | boolean | null {
  if (field === 'hidden' || field === 'reviewed') return value !== null
  return typeof value === 'object' ? null : value
}

import type Database from 'better-sqlite3'
import type { PosterKind } from '#shared/contract/poster.ts'
import type { PosterColumns } from './columns.ts'
import { sql } from './sql.ts'

type Row = [
  id: number,
  sortTitle: string,
  year: number | null,
  addedAt: number,
  flags: number,
  nfo: number,
  missing: number,
  quarantined: number,
  reviewedAt: number | null,
  hidden: number,
  kind: PosterKind,
  colors: number,
  stackId: number,
  probabilities: Buffer | null,
  titled: number | null,
]

interface Verdicts {
  yes: number
  no: number
  contradicted: boolean
}

const SELECT = `
SELECT p.id, p.sort_title, coalesce(p.edited_year, p.year), p.added_at, p.flags, p.nfo_mask, p.missing, p.quarantined,
       p.reviewed_at, p.hidden_at IS NOT NULL, coalesce(p.said_kind, p.kind), coalesce(p.colors, 0),
       coalesce(p.stack_id, 0), r.probabilities, r.titled
FROM poster p LEFT JOIN prediction r ON r.model_id = ? AND r.poster_id = p.id`

/** Reads every poster into empty columns, in id order. */
export function loadAllColumns(db: Database.Database, modelId: string, columns: PosterColumns): void {
  const verdicts = new Map<number, Verdicts>()
  const rows = db.prepare('SELECT poster_id, genre, value, contradicts FROM verdict').raw().all()
  for (const row of rows as [number, number, number, number][]) collect(verdicts, row)
  for (const row of db.prepare(`${SELECT} ORDER BY p.id`).raw().iterate(modelId)) {
    putRow(columns, row as Row, verdicts.get((row as Row)[0]))
  }
}

const SOME = 'IN (SELECT value FROM json_each(?))'

/** Reads some posters again; those that are gone are removed from the columns. */
export function loadColumns(
  db: Database.Database,
  modelId: string,
  columns: PosterColumns,
  ids: readonly number[],
): void {
  // Two statements for all of them: asking for 36,000 one by one takes seven times as long.
  const asked = JSON.stringify(ids)
  const verdicts = new Map<number, Verdicts>()
  const said = sql(db, `SELECT poster_id, genre, value, contradicts FROM verdict WHERE poster_id ${SOME}`)
  for (const row of said.raw().iterate(asked)) collect(verdicts, row as [number, number, number, number])
  const gone = new Set(ids)
  for (const row of sql(db, `${SELECT} WHERE p.id ${SOME}`).raw().iterate(modelId, asked)) {
    const poster = row as Row
    putRow(columns, poster, verdicts.get(poster[0]))
    gone.delete(poster[0])
  }
  for (const id of gone) columns.remove(id)
}

function collect(verdicts: Map<number, Verdicts>, row: [number, number, number, number]): void {
  const [posterId, genre, value, contradicts] = row
  const held = verdicts.get(posterId) ?? { yes: 0, no: 0, contradicted: false }
  if (value === 1) held.yes |= 1 << genre
  else held.no |= 1 << genre
  held.contradicted ||= contradicts === 1
  verdicts.set(posterId, held)
}

function putRow(columns: PosterColumns, row: Row, verdicts: Verdicts | undefined): void {
  columns.put({
    id: row[0],
    sortTitle: row[1],
    year: row[2] ?? 0,
    addedAt: row[3],
    flags: row[4],
    nfo: row[5],
    missing: row[6] === 1,
    quarantined: row[7] === 1,
    reviewed: row[8] !== null,
    hidden: row[9] === 1,
    kind: row[10],
    colors: row[11],
    stackId: row[12],
    probabilities: row[13],
    titled: row[14] === 1,
    yes: verdicts?.yes ?? 0,
    no: verdicts?.no ?? 0,
    contradicted: verdicts?.contradicted ?? false,
  })
}

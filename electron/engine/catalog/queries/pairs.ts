import type Database from 'better-sqlite3'
import { sql } from '../sql.ts'

export type PairDecision = 'together' | 'apart'
export type Pair = [a: number, b: number]

/** A person's words on pairs of posters. */
export function pairDecisions(db: Database.Database): { pair: Pair; decision: PairDecision }[] {
  const rows = sql(db, 'SELECT poster_a, poster_b, decision FROM pair_decision').raw().all()
  return (rows as [number, number, PairDecision][]).map(([a, b, decision]) => ({ pair: [a, b], decision }))
}

/** Remembers a person's word on two posters; the verdict gate must be open. */
export function putDecision(
  db: Database.Database,
  [left, right]: Pair,
  said: { decision: PairDecision; at: number },
): void {
  sql(db, 'INSERT OR REPLACE INTO pair_decision (poster_a, poster_b, decision, at) VALUES (?, ?, ?, ?)').run(
    Math.min(left, right),
    Math.max(left, right),
    said.decision,
    said.at,
  )
}

/** What was said of a poster with others is now said of another; the verdict gate must be open. */
export function moveDecisions(db: Database.Database, from: number, into: number): void {
  const rows = sql(db, 'SELECT * FROM pair_decision WHERE poster_a = ? OR poster_b = ?').all(from, from)
  sql(db, 'DELETE FROM pair_decision WHERE poster_a = ? OR poster_b = ?').run(from, from)
  for (const row of rows as { poster_a: number; poster_b: number; decision: PairDecision; at: number }[]) {
    const other = row.poster_a === from ? row.poster_b : row.poster_a
    if (other !== into) putDecision(db, [into, other], row)
  }
}

/** Forgets what was said of a poster with others; the verdict gate must be open. */
export function dropDecisions(db: Database.Database, id: number): void {
  sql(db, 'DELETE FROM pair_decision WHERE poster_a = ? OR poster_b = ?').run(id, id)
}

/** Key of a pair in either order. */
export function pairKey([left, right]: Pair): string {
  return left < right ? `${left}:${right}` : `${right}:${left}`
}

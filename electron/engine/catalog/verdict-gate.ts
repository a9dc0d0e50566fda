import type Database from 'better-sqlite3'
import { sql } from './sql.ts'

/**
 * Lets what a person said be changed while `work` runs. Elsewhere triggers of the catalog refuse it, whatever
 * statement tries: a scan, a migration or a mistake of ours cannot overwrite a verdict. Only for acts of a person,
 * their undo, and moves of whole verdicts between posters.
 * @throws Error outside a transaction, which alone makes sure that the gate closes when `work` fails
 */
export function withVerdictsOpen<Result>(db: Database.Database, work: () => Result): Result {
  if (!db.inTransaction) throw new Error('verdicts are changed in a transaction')
  sql(db, 'UPDATE verdict_gate SET open = 1').run()
  const result = work()
  sql(db, 'UPDATE verdict_gate SET open = 0').run()
  return result
}

import type Database from 'better-sqlite3'

const kept = new WeakMap<Database.Database, Map<string, Database.Statement>>()

/**
 * A prepared statement, made once per connection and text. Preparing costs more than most of our statements do.
 * A text is used in one mode only (rows, raw or plucked), because the mode is part of the kept statement.
 */
export function sql(db: Database.Database, text: string): Database.Statement {
  let statements = kept.get(db)
  if (statements === undefined) {
    statements = new Map()
    kept.set(db, statements)
  }
  let statement = statements.get(text)
  if (statement === undefined) {
    statement = db.prepare(text)
    statements.set(text, statement)
  }
  return statement
}

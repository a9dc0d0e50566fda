import type Database from 'better-sqlite3'
import { sql } from '../sql.ts'

/**
 * Ids of posters whose title holds the text, case folded, or every word of it. The trigram index answers from
 * three characters on; shorter texts are looked for with LIKE. The text is data, never query syntax.
 */
export function idsByText(db: Database.Database, text: string): readonly number[] {
  // Titles are kept composed; a Mac types and pastes them decomposed.
  const words = text
    .normalize('NFC')
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '')
  const long = words.filter((word) => [...word].length >= 3)
  const short = words.filter((word) => [...word].length < 3)
  let ids: number[] | null = null
  if (long.length > 0) {
    const phrase = long.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ')
    ids = sql(db, 'SELECT rowid FROM poster_text WHERE poster_text MATCH ?').pluck().all(phrase) as number[]
  }
  for (const word of short) {
    const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
    const found = sql(db, `SELECT id FROM poster WHERE coalesce(edited_title, title) LIKE ? ESCAPE '\\'`)
      .pluck()
      .all(pattern) as number[]
    const held: ReadonlySet<number> | null = ids === null ? null : new Set(ids)
    ids = held === null ? found : found.filter((id) => held.has(id))
  }
  return ids ?? []
}

/** Ids of posters with a file that is not missing below a folder: its root's id and the path inside it. */
export function idsByFolder(
  db: Database.Database,
  folders: readonly { rootId: number; prefix: Buffer }[],
): Set<number> {
  const ids = new Set<number>()
  for (const { rootId, prefix } of folders) {
    const rows =
      prefix.length === 0
        ? sql(db, 'SELECT poster_id FROM file WHERE root_id = ?').pluck().all(rootId)
        : sql(db, 'SELECT poster_id FROM file WHERE root_id = ? AND path >= ? AND path < ?')
            .pluck()
            .all(rootId, Buffer.concat([prefix, Buffer.from('/')]), Buffer.concat([prefix, Buffer.from('0')]))
    for (const id of rows) ids.add(id as number)
  }
  return ids
}

import type Database from 'better-sqlite3'
import { sortTitleKey } from '#shared/util/title-text.ts'
import { sql } from './sql.ts'

/*
 * What the catalog keeps beside the facts to answer quickly: the text index of titles, and whether a poster is
 * missing or set aside. Both follow from other rows and can be made again from them.
 */

const MISSING = `NOT EXISTS (SELECT 1 FROM file WHERE poster_id = poster.id AND state <> 'missing')`
const QUARANTINED = `(EXISTS (SELECT 1 FROM file WHERE poster_id = poster.id AND state = 'quarantined')
  AND NOT EXISTS (SELECT 1 FROM file WHERE poster_id = poster.id AND state IN ('ok', 'pending')))`
const SHOWN_TITLE = 'coalesce(edited_title, title)'

/** Sets `missing` and `quarantined` of one poster by its files. */
export function refreshPresence(db: Database.Database, posterId: number): void {
  sql(db, `UPDATE poster SET missing = ${MISSING}, quarantined = ${QUARANTINED} WHERE id = ?`).run(posterId)
}

/** The shown title of a poster enters the trigram index; without a title it leaves it. */
export function indexTitle(db: Database.Database, posterId: number): void {
  sql(db, 'DELETE FROM poster_text WHERE rowid = ?').run(posterId)
  sql(
    db,
    `INSERT INTO poster_text (rowid, title)
     SELECT id, ${SHOWN_TITLE} FROM poster WHERE id = ? AND ${SHOWN_TITLE} IS NOT NULL`,
  ).run(posterId)
}

/** The shown title of a poster decides where it sorts and what finds it. */
export function refreshTitle(db: Database.Database, posterId: number): void {
  const title = sql(db, `SELECT ${SHOWN_TITLE} FROM poster WHERE id = ?`).pluck().get(posterId) as
    string | null
  sql(db, 'UPDATE poster SET sort_title = ? WHERE id = ?').run(
    title === null ? '' : sortTitleKey(title),
    posterId,
  )
  indexTitle(db, posterId)
}

/** Whether as many titles are indexed as there are: what a kill or a foreign program would have left undone. */
export function isIndexComplete(db: Database.Database): boolean {
  const [indexed, titled] = [
    'SELECT count(*) FROM poster_text_docsize',
    `SELECT count(*) FROM poster WHERE ${SHOWN_TITLE} IS NOT NULL`,
  ].map((text) => sql(db, text).pluck().get() as number)
  return indexed === titled
}

/** Posters whose `missing` or `quarantined` do not follow from their files. */
export function stalePresences(db: Database.Database): number[] {
  return sql(
    db,
    `SELECT id FROM poster WHERE missing <> ${MISSING} OR quarantined <> ${QUARANTINED} ORDER BY id`,
  )
    .pluck()
    .all() as number[]
}

/** Makes the text index again from the titles. */
export function rebuildIndex(db: Database.Database): void {
  db.transaction(() => {
    sql(db, `INSERT INTO poster_text (poster_text) VALUES ('delete-all')`).run()
    sql(
      db,
      `INSERT INTO poster_text (rowid, title) SELECT id, ${SHOWN_TITLE} FROM poster WHERE ${SHOWN_TITLE} IS NOT NULL`,
    ).run()
  }).immediate()
}

/**
 * Makes again what is stale. The stamp is renewed with it, because kept columns hold the same facts.
 * @param options.states whether to look at the posters' states too, which takes a second at 100,000
 * @returns what was made again, in words for the log
 */
export function repairDerived(db: Database.Database, options: { states: boolean }): string[] {
  const repaired: string[] = []
  if (!isIndexComplete(db)) {
    rebuildIndex(db)
    repaired.push('search index')
  }
  const stale = options.states ? stalePresences(db) : []
  if (stale.length > 0) {
    db.transaction(() => {
      for (const id of stale) refreshPresence(db, id)
      sql(db, `UPDATE meta SET value = hex(randomblob(8)) WHERE key = 'catalog_stamp'`).run()
    }).immediate()
    repaired.push(`state of ${stale.length} posters`)
  }
  return repaired
}

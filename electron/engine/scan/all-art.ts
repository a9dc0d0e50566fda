import type { RootRow } from '../catalog/queries/roots.ts'
import { sql } from '../catalog/sql.ts'
import type { CatalogStore } from '../catalog/store.ts'

/**
 * Brings what the catalog holds of a folder in line with whether art and pictures of series are wanted of it. Wanted:
 * pictures that were left out for their shape are met as new. Not wanted: they go, unless a person said something
 * of them.
 */
export function fitToArt(store: CatalogStore, root: RootRow): void {
  if (root.include_all_art === 1) {
    store.write(() => sql(store.db, 'DELETE FROM file WHERE root_id = ? AND poster_id IS NULL').run(root.id))
    return
  }
  const unwanted = sql(
    store.db,
    `SELECT f.id, f.poster_id AS posterId FROM file f JOIN poster p ON p.id = f.poster_id
     WHERE f.root_id = ? AND f.kind <> 'poster'
       AND coalesce(p.reviewed_at, p.edited_title, p.edited_year, p.hidden_at, p.said_kind) IS NULL
       AND NOT EXISTS (SELECT 1 FROM verdict WHERE poster_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM own_verdict WHERE poster_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM review WHERE poster_id = p.id)
       AND NOT EXISTS (SELECT 1 FROM pair_decision WHERE p.id IN (poster_a, poster_b))`,
  ).all(root.id) as { id: number; posterId: number }[]
  if (unwanted.length === 0) return
  store.write((changes) => {
    for (const { id, posterId } of unwanted) {
      sql(store.db, 'DELETE FROM file WHERE id = ?').run(id)
      changes.posterIds.add(posterId)
      if (sql(store.db, 'SELECT 1 FROM file WHERE poster_id = ?').get(posterId) !== undefined) continue
      sql(store.db, 'DELETE FROM poster_text WHERE rowid = ?').run(posterId)
      sql(store.db, 'DELETE FROM poster WHERE id = ?').run(posterId)
    }
  })
}

import { allRoots } from './queries/roots.ts'
import { sql } from './sql.ts'
import type { CatalogStore } from './store.ts'

/**
 * Every row of the columns in the order of each poster's first path, roots by their own; posters without files
 * last. Read on from the database as it is asked for: a first page touches few of 100,000 files.
 */
export function* rowsByPath(store: CatalogStore): Generator<number> {
  const { columns, db } = store
  const seen = new Uint8Array(columns.count)
  const files = sql(
    db,
    'SELECT poster_id FROM file WHERE root_id = ? AND poster_id IS NOT NULL ORDER BY path',
  )
  for (const root of allRoots(db)) {
    for (const id of files.pluck().iterate(root.id)) {
      const row = columns.rowOf(id as number)
      if (row < 0 || seen[row] === 1) continue
      seen[row] = 1
      yield row
    }
  }
  for (let row = 0; row < columns.count; row++) {
    if (seen[row] === 0) yield row
  }
}

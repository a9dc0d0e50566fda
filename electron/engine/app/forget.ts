import { dropDecisions } from '../catalog/queries/pairs.ts'
import { sql } from '../catalog/sql.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { withVerdictsOpen } from '../catalog/verdict-gate.ts'
import { keepBackup } from './backups.ts'
import type { EngineContext } from './context.ts'

/**
 * Removes every poster that is missing, with its verdicts: the person asked for that by name. Posters of folders that
 * are only offline or frozen are not missing. A backup is kept first, so that even this can be taken back.
 */
export async function forgetMissing(context: EngineContext): Promise<{ forgotten: number }> {
  const { store } = context
  const missing = () =>
    sql(store.db, 'SELECT id FROM poster WHERE missing = 1 ORDER BY id').pluck().all() as number[]
  if (missing().length === 0) return { forgotten: 0 }
  await keepBackup(store, { reason: 'before-forgetting', now: context.clock.now() })
  return store.write((changes) => {
    const ids = missing()
    for (const id of ids) {
      sql(store.db, 'DELETE FROM file WHERE poster_id = ?').run(id)
      forgetPoster(store, id)
      changes.posterIds.add(id)
    }
    return { forgotten: ids.length }
  })
}

/** A poster without files goes, and all that was said of it. */
export function forgetPoster({ db }: CatalogStore, id: number): void {
  withVerdictsOpen(db, () => {
    for (const table of ['verdict', 'own_verdict', 'prediction', 'act_change', 'review']) {
      sql(db, `DELETE FROM ${table} WHERE poster_id = ?`).run(id)
    }
    dropDecisions(db, id)
    sql(db, 'DELETE FROM poster_text WHERE rowid = ?').run(id)
    sql(db, 'DELETE FROM poster WHERE id = ?').run(id)
  })
}

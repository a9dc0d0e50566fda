import type { ParsedParams } from '#shared/contract/contract.ts'
import type { SavedFilter } from '#shared/contract/filters.ts'
import { AppError } from '#shared/errors.ts'
import { cleanText } from '#shared/util/title-text.ts'
import { sql } from '../catalog/sql.ts'
import type { EngineContext } from './context.ts'

interface SavedFilters {
  filters: SavedFilter[]
}

export function listFilters({ store }: Pick<EngineContext, 'store'>): SavedFilters {
  const filters = sql(store.db, 'SELECT id, name, query FROM saved_filter').all() as SavedFilter[]
  return { filters: filters.sort((left, right) => left.name.localeCompare(right.name)) }
}

/** @throws AppError `app/invalid` for a name of nothing but invisible characters */
export function saveFilter(context: EngineContext, params: ParsedParams<'filters.save'>): SavedFilters {
  const name = cleanText(params.name)
  if (name === '') throw new AppError('app/invalid', 'name', { field: 'name' })
  context.store.write(() => {
    sql(
      context.store.db,
      `INSERT INTO saved_filter (name, query) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET query = excluded.query`,
    ).run(name, params.query)
  })
  context.emit('settings.changed', {})
  return listFilters(context)
}

/** One that is gone already is an answer like any other. */
export function removeFilter(context: EngineContext, { id }: { id: number }): SavedFilters {
  context.store.write(() => {
    sql(context.store.db, 'DELETE FROM saved_filter WHERE id = ?').run(id)
  })
  context.emit('settings.changed', {})
  return listFilters(context)
}

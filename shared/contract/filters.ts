import { z } from 'zod'
import { method } from './define.ts'
import { none, rowId } from './values.ts'

/** A filter that a person gave a name to. */
export interface SavedFilter {
  id: number
  name: string
  /** As the window writes it into its address; the engine keeps it as it is. */
  query: string
}

export const filtersContract = {
  'filters.list': method<{ filters: SavedFilter[] }>()(
    'read',
    'Saved filters, in the order of their names.',
    none,
  ),
  'filters.save': method<{ filters: SavedFilter[] }>()(
    'write',
    'Keeps a filter under a name; one of that name is replaced.',
    z.strictObject({ name: z.string().trim().min(1).max(80), query: z.string().max(4_000) }),
  ),
  'filters.remove': method<{ filters: SavedFilter[] }>()(
    'write',
    'Forgets a saved filter.',
    z.strictObject({ id: rowId }),
  ),
}

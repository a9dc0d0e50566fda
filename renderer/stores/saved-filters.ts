import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { SavedFilter } from '#shared/contract/filters.ts'
import { createCoalescer } from './coalesce.ts'
import { useConnectionStore } from './connection.ts'
import type { WallFilter } from './filter-address.ts'
import { addressText, filterOfText } from './filter-address.ts'

const REFRESH_INTERVAL_MS = 500

/** A saved filter as the window uses it. */
export interface NamedFilter {
  id: number
  name: string
  filter: WallFilter
  /** As addresses are compared: a filter that was saved by an older version may be written otherwise. */
  text: string
}

/** Filters that a person gave a name to. The engine keeps them as addresses. */
export const useSavedFiltersStore = defineStore('saved-filters', () => {
  const connection = useConnectionStore()
  const held = shallowRef<readonly SavedFilter[]>([])
  const isLoaded = ref(false)

  const take = ({ filters }: { filters: SavedFilter[] }) => {
    held.value = filters
    isLoaded.value = true
  }

  const load = async () => {
    if (connection.state !== 'online') return
    // Without them the side only lacks their list; whoever saves one is told what is wrong.
    await connection.call('filters.list', {}).then(take, () => undefined)
  }

  const loading = createCoalescer(load, REFRESH_INTERVAL_MS)
  connection.on('settings.changed', () => loading.request())
  connection.whenOnline(loading.request)

  return {
    isLoaded,
    filters: computed(() =>
      held.value.map(({ id, name, query }): NamedFilter => {
        const filter = filterOfText(query)
        return { id, name, filter, text: addressText(filter) }
      }),
    ),
    /** @throws AppError */
    save: async (name: string, filter: WallFilter) =>
      take(await connection.call('filters.save', { name, query: addressText(filter) })),
    /** @throws AppError */
    remove: async (id: number) => take(await connection.call('filters.remove', { id })),
  }
})

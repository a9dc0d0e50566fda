import { computed } from 'vue'
import { useLibraryStore } from '../../stores/library.ts'

const SMALL = 200

/** Whether the catalog is so small that looking through it is quicker than filtering. */
export function useIsSmall() {
  const library = useLibraryStore()
  return computed(() => (library.counts?.total ?? 0) < SMALL)
}

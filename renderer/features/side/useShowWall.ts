import { useRouter } from 'vue-router'
import type { WallFilter } from '../../stores/filter.ts'
import { useFilterStore } from '../../stores/filter.ts'

/** Changing the filter from anywhere also shows the wall that it filters. */
export function useShowWall() {
  const filterStore = useFilterStore()
  const router = useRouter()
  return (part: Partial<WallFilter>) => {
    filterStore.change(part)
    void router.push('/')
  }
}

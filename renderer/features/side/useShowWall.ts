import { useRouter } from 'vue-router'
import type { Gesture, WallFilter } from '../../stores/filter.ts'
import { useFilterStore } from '../../stores/filter.ts'

/** Changing the filter from anywhere also shows the wall that it filters. */
export function useShowWall() {
  const filterStore = useFilterStore()
  const router = useRouter()
  return (part: Partial<WallFilter>, going: Gesture | null = null) => {
    filterStore.change(part, going)
    if (router.currentRoute.value.name !== 'wall') void router.push(filterStore.place)
  }
}

import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { TeachChange } from '#shared/contract/teach.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { sentenceOf } from '../../stores/notices.ts'

/** Two rows of the widest page; then as many as a look takes. */
const FIRST_SHOWN = 12
const MORE_SHOWN = 48

/**
 * Posters that a teaching would change, the most changed first; of one genre where one is chosen. They stand still
 * while they are looked at: what is judged meanwhile moves nothing.
 */
export function useChanges(teaching: () => number) {
  const connection = useConnectionStore()
  const genre = ref<Genre | null>(null)
  const items = shallowRef<TeachChange[]>([])
  const total = ref(0)
  const isLoaded = ref(false)
  const isLoading = ref(false)
  const problem = ref<string | null>(null)
  let wanted = 0

  const load = async (limit: number) => {
    const asked = ++wanted
    if (connection.state !== 'online') return
    const params = { teaching: teaching(), genre: genre.value, offset: items.value.length, limit }
    isLoading.value = true
    try {
      const page = await connection.call('teach.changes', params)
      if (asked !== wanted) return
      items.value = [...items.value, ...page.items]
      total.value = page.total
      problem.value = null
      isLoaded.value = true
    } catch (error) {
      if (asked === wanted && connection.state === 'online') problem.value = sentenceOf(error)
    } finally {
      if (asked === wanted) isLoading.value = false
    }
  }
  const begin = () => {
    items.value = []
    isLoaded.value = false
    void load(FIRST_SHOWN)
  }
  watch([teaching, genre], begin)
  onScopeDispose(
    connection.whenOnline(() => {
      if (!isLoaded.value) begin()
    }),
  )

  return {
    genre,
    items,
    total,
    isLoaded,
    isLoading,
    problem,
    retry: begin,
    /** How many the next ask brings. */
    next: () => Math.min(MORE_SHOWN, total.value - items.value.length),
    more: () => void load(MORE_SHOWN),
  }
}

import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { createCoalescer } from '../../stores/coalesce.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { sentenceOf } from '../../stores/notices.ts'
import { useProblemsStore } from '../../stores/problems.ts'

const REFRESH_INTERVAL_MS = 1000

/**
 * A list of problems that grows by a page when more is asked for, and is asked for again, as long as it is now,
 * whenever the problems may have changed.
 */
export function usePages<Item>(
  fetchPage: (offset: number, limit: number) => Promise<{ total: number; items: Item[] }>,
  pageSize: number,
) {
  const connection = useConnectionStore()
  const problems = useProblemsStore()
  const items = shallowRef<Item[]>([])
  const total = ref(0)
  const isLoaded = ref(false)
  const problem = ref<string | null>(null)
  let wanted = pageSize

  const load = async () => {
    try {
      const page = await fetchPage(0, wanted)
      items.value = page.items
      total.value = page.total
      isLoaded.value = true
      problem.value = null
    } catch (error) {
      if (connection.state === 'online') problem.value = sentenceOf(error)
    }
  }
  const loading = createCoalescer(load, REFRESH_INTERVAL_MS)
  watch(() => problems.version, loading.request, { immediate: true })
  onScopeDispose(loading.cancel)

  return {
    items,
    total,
    isLoaded,
    problem,
    reload: load,
    more: () => {
      wanted += pageSize
      return load()
    },
  }
}

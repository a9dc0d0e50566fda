import { onScopeDispose, ref, shallowRef } from 'vue'
import type { CatalogMeasures } from '#shared/contract/models.ts'
import { createCoalescer } from '../../stores/coalesce.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { sentenceOf } from '../../stores/notices.ts'

const REFRESH_INTERVAL_MS = 2_000

/** The model held against what is known of the catalog, again whenever that changes. */
export function useMeasured() {
  const connection = useConnectionStore()
  const measures = shallowRef<CatalogMeasures | null>(null)
  const problem = ref<string | null>(null)

  const loading = createCoalescer(async () => {
    try {
      measures.value = await connection.call('models.measured', {})
      problem.value = null
    } catch (error) {
      problem.value = sentenceOf(error)
    }
  }, REFRESH_INTERVAL_MS)

  connection.whenOnline(loading.request)
  onScopeDispose(connection.on('catalog.changed', loading.request))
  onScopeDispose(loading.cancel)
  return { measures, problem, retry: loading.request }
}

import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { PosterDetail } from '#shared/contract/poster.ts'
import { createCoalescer } from '../../stores/coalesce.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { sentenceOf } from '../../stores/notices.ts'

const REFRESH_INTERVAL_MS = 200

/** One poster with everything known about it, asked for again whenever it has changed. */
export function usePoster(id: () => number) {
  const connection = useConnectionStore()
  const poster = shallowRef<PosterDetail | null>(null)
  const problem = ref<string | null>(null)

  const load = async () => {
    const asked = id()
    if (connection.state !== 'online') return
    try {
      const answer = await connection.call('poster.get', { id: asked })
      if (asked !== id()) return
      poster.value = answer
      problem.value = null
    } catch (error) {
      if (asked !== id() || connection.state !== 'online') return
      poster.value = null
      problem.value = sentenceOf(error)
    }
  }

  const refreshing = createCoalescer(load, REFRESH_INTERVAL_MS)
  const stopListening = connection.on('catalog.changed', ({ ids }) => {
    if (ids === null || ids.includes(id())) refreshing.request()
  })
  watch(id, () => {
    problem.value = null
    void load()
  })
  connection.whenOnline(() => void load())
  onScopeDispose(() => {
    stopListening()
    refreshing.cancel()
  })

  return { poster, problem, reload: () => void load() }
}

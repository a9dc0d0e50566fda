import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { SimilarPoster } from '#shared/contract/library.ts'
import type { PosterDetail } from '#shared/contract/poster.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { sentenceOf } from '../../stores/notices.ts'

const MOST_SHOWN = 60

/**
 * The posters that look most like one, as they were when it was opened: nothing moves while it is looked at.
 * `similar` null: nothing can be compared with it yet.
 */
export function useSimilar(id: () => number) {
  const connection = useConnectionStore()
  const poster = shallowRef<PosterDetail | null>(null)
  const similar = shallowRef<SimilarPoster[] | null>([])
  const isLoaded = ref(false)
  const problem = ref<string | null>(null)

  const load = async () => {
    const posterId = id()
    if (connection.state !== 'online') return
    try {
      const detail = await connection.call('poster.get', { id: posterId })
      if (posterId !== id()) return
      poster.value = detail
      const { posters } = await connection.call('library.similar', { posterId, limit: MOST_SHOWN })
      if (posterId !== id()) return
      similar.value = posters
      problem.value = null
      isLoaded.value = true
    } catch (error) {
      if (posterId === id() && connection.state === 'online') problem.value = sentenceOf(error)
    }
  }
  watch(id, () => {
    poster.value = null
    similar.value = []
    isLoaded.value = false
    problem.value = null
    void load()
  })
  connection.whenOnline(() => {
    if (!isLoaded.value) void load()
  })
  // Not predicted yet: it may be by now.
  const stopListening = connection.on('catalog.changed', ({ ids }) => {
    if (similar.value === null && (ids === null || ids.includes(id()))) void load()
  })
  onScopeDispose(stopListening)

  return { poster, similar, isLoaded, problem, reload: () => void load() }
}

import { computed, onScopeDispose, ref, shallowReactive, shallowRef, watch } from 'vue'
import type { OwnSuggestion } from '#shared/contract/own.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { sentenceOf } from '../../stores/notices.ts'

const AT_ONCE = 12

/** What a person said of a suggestion; `skipped`: cannot tell. */
export type SuggestionAnswer = VerdictValue | 'skipped'

/**
 * A dozen posters to say yes or no of. They stay where they are while they are answered; when all are, the next dozen
 * comes. What was skipped is not asked again until the page is opened anew.
 */
export function useSuggestions(ownGenreId: () => number) {
  const connection = useConnectionStore()
  const posters = shallowRef<readonly OwnSuggestion[]>([])
  const answers = shallowReactive(new Map<number, SuggestionAnswer>())
  const skipped = new Set<number>()
  const isLoaded = ref(false)
  const problem = ref<string | null>(null)
  const place = ref(0)

  const load = async () => {
    const id = ownGenreId()
    if (connection.state !== 'online') return
    try {
      const answer = await connection.call('own.suggest', { id, limit: AT_ONCE + skipped.size })
      if (id !== ownGenreId()) return
      posters.value = answer.posters.filter((poster) => !skipped.has(poster.id)).slice(0, AT_ONCE)
      answers.clear()
      place.value = 0
      problem.value = null
      isLoaded.value = true
    } catch (error) {
      if (id === ownGenreId() && connection.state === 'online') problem.value = sentenceOf(error)
    }
  }

  /** The next that is not answered, from a place on and then from the first. */
  const nextOpen = (from: number): number => {
    const order = posters.value.map((_, at) => (from + at) % posters.value.length)
    return order.find((at) => !answers.has(posters.value[at]?.id ?? 0)) ?? -1
  }

  const note = (poster: OwnSuggestion, answer: SuggestionAnswer) => {
    answers.set(poster.id, answer)
    if (answer === 'skipped') skipped.add(poster.id)
    const next = nextOpen(place.value)
    if (next < 0) void load()
    else place.value = next
  }

  watch(ownGenreId, () => {
    isLoaded.value = false
    posters.value = []
    skipped.clear()
    void load()
  })
  connection.whenOnline(() => {
    if (!isLoaded.value) void load()
  })
  onScopeDispose(() => answers.clear())

  return {
    posters,
    answers,
    isLoaded,
    problem,
    place,
    current: computed(() => posters.value[place.value]),
    note,
    reload: () => void load(),
  }
}

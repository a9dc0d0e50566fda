import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { SimilarPoster } from '#shared/contract/library.ts'
import type { PosterDetail, PosterGenre, WhyGenre } from '#shared/contract/poster.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { isGenre } from '#shared/domain/genres.ts'
import { useConnectionStore } from '../../stores/connection.ts'
import { sentenceOf } from '../../stores/notices.ts'

const MOST_NEIGHBOURS = 4

/**
 * Why the model says what it says of one genre of a poster. Which genre is asked about stands in the address (`why`), so
 * that Back, a reload and the next poster keep it.
 */
export function useWhy(poster: () => PosterDetail | null) {
  const connection = useConnectionStore()
  const route = useRoute()
  const router = useRouter()
  const answer = shallowRef<WhyGenre | null>(null)
  const neighbours = shallowRef<SimilarPoster[]>([])
  const problem = ref<string | null>(null)
  const tries = ref(0)

  /** None is asked about where nothing is predicted, though the address keeps it for the next poster. */
  const genre = computed<Genre | null>(() => {
    const asked = route.query['why']
    return typeof asked === 'string' && isGenre(asked) && poster()?.model !== null ? asked : null
  })
  /** The one that is asked about where none was chosen: the likeliest that the model says something of. */
  const offered = computed<Genre | null>(() => {
    const genres = poster()?.genres ?? []
    return (genres.find(isSaid) ?? genres.find(({ probability }) => probability !== null))?.name ?? null
  })

  const show = (next: Genre | null) => {
    const { why: _, ...query } = route.query
    void router.replace({ query: next === null ? query : { ...query, why: next } })
  }

  const retry = () => {
    tries.value += 1
  }

  /** Of another question nothing is shown until it is answered; of the same one, told anew, what was said. */
  const question = computed(() => {
    const posterId = poster()?.id
    return posterId === undefined || genre.value === null ? null : `${posterId} ${genre.value}`
  })
  /** Whatever changes what a poster's picture says, what is said of it, or who answers. */
  const state = computed(() => {
    const { pictureKey, revision, model } = poster() ?? {}
    return `${pictureKey} ${revision} ${model} ${connection.epoch} ${tries.value}`
  })

  const ask = (posterId: number, genre: Genre, signal: AbortSignal) => {
    const take = async <Answer>(asked: Promise<Answer>, keep: (answer: Answer) => void) => {
      try {
        const answer = await asked
        if (!signal.aborted) keep(answer)
      } catch (error) {
        if (!signal.aborted && connection.state === 'online') problem.value ??= sentenceOf(error)
      }
    }
    void take(connection.call('poster.why', { posterId, genre }, { signal }), (why) => {
      answer.value = why
    })
    const like = { posterId, limit: MOST_NEIGHBOURS, said: genre }
    void take(connection.call('library.similar', like, { signal }), ({ posters }) => {
      neighbours.value = posters ?? []
    })
  }

  watch(
    [question, state],
    ([now], [before], onCleanup) => {
      if (now !== before) {
        answer.value = null
        neighbours.value = []
      }
      problem.value = null
      const shown = poster()
      if (shown === null || genre.value === null) return
      const asking = new AbortController()
      onCleanup(() => asking.abort())
      ask(shown.id, genre.value, asking.signal)
    },
    { immediate: true },
  )

  return { genre, offered, answer, neighbours, problem, show, retry }
}

export type Why = ReturnType<typeof useWhy>

function isSaid({ level }: PosterGenre): boolean {
  return level !== null
}

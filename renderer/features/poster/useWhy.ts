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

  const genre = computed<Genre | null>(() => {
    const asked = route.query['why']
    return typeof asked === 'string' && isGenre(asked) ? asked : null
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

  const asked = computed(() => {
    const shown = poster()
    if (shown === null || genre.value === null || shown.model === null) return null
    // Whatever changes the picture or what is said of posters: asked again.
    return { posterId: shown.id, genre: genre.value, key: `${shown.pictureKey} ${shown.revision}` }
  })

  watch(
    asked,
    async (now, before) => {
      if (now?.posterId !== before?.posterId || now?.genre !== before?.genre) {
        answer.value = null
        neighbours.value = []
      }
      problem.value = null
      if (now === null) return
      const { posterId, genre } = now
      try {
        const why = await connection.call('poster.why', { posterId, genre })
        if (asked.value === now) answer.value = why
        const like = await connection.call('library.similar', {
          posterId,
          limit: MOST_NEIGHBOURS,
          said: genre,
        })
        if (asked.value === now) neighbours.value = like.posters ?? []
      } catch (error) {
        if (asked.value === now && connection.state === 'online') problem.value = sentenceOf(error)
      }
    },
    { immediate: true },
  )

  return { genre, offered, answer, neighbours, problem, show }
}

export type Why = ReturnType<typeof useWhy>

function isSaid({ level }: PosterGenre): boolean {
  return level !== null
}

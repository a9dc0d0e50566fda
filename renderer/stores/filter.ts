import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { FilterInput } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES, OFF_BY_DEFAULT } from '#shared/domain/genres.ts'
import type { WallFilter } from './filter-address.ts'
import { addressOf, addressText, NO_FILTER } from './filter-address.ts'
import { createRanking, rankedGenres } from './ranked.ts'

export type { WallFilter, YearRange } from './filter-address.ts'

/** A change that goes on for a while and is one step for Back: typing a search, drawing a range of years. */
export type Gesture = 'search' | 'years'

/** What the wall is asked for. It stands in the wall's address, which the router keeps in step with it. */
export const useFilterStore = defineStore('filter', () => {
  const filter = shallowRef<Readonly<WallFilter>>(NO_FILTER)
  /** Genres that the model in use cannot tell: they open as a ranked list. */
  const weak = shallowRef<readonly Genre[]>(OFF_BY_DEFAULT)
  const gesture = shallowRef<Gesture | null>(null)
  /** Whether the last change went on with the one before it. */
  const isSameStep = ref(false)
  /** Genres of the user's own that have an order and no percentages yet. */
  const ranksOwn = shallowRef<readonly number[]>([])
  const follow = createRanking()

  /** As the contract takes it. */
  const asked = computed<FilterInput>(() => {
    const { genres, without, any, level, status, folder, years, colors, query, own, known, show } =
      filter.value
    return {
      genres: [...genres],
      without: [...without],
      any,
      level,
      status,
      folder,
      colors: [...colors],
      own: own === null ? [] : [own],
      known,
      show,
      query: query.trim() === '' ? null : query.trim().slice(0, 500),
      yearFrom: years?.from ?? null,
      yearTo: years?.to ?? null,
    }
  })

  const isNarrowed = computed(() => addressText(filter.value) !== addressText(widened(filter.value)))

  /** @param going the gesture that this is a part of, where it is not a step of its own */
  const change = (part: Partial<WallFilter>, going: Gesture | null = null) => {
    isSameStep.value = going !== null && going === gesture.value
    gesture.value = going
    filter.value = follow(
      filter.value,
      { ...filter.value, ...part },
      { genres: weak.value, own: ranksOwn.value },
    )
  }

  const toggled = (held: readonly Genre[], genre: Genre) =>
    GENRES.filter((name) => (name === genre ? !held.includes(name) : held.includes(name)))
  const left = (held: readonly Genre[], genre: Genre) => held.filter((name) => name !== genre)

  return {
    filter,
    weak,
    asked,
    isNarrowed,
    isSameStep,
    /** The filter as the query of the wall's address. */
    address: computed(() => addressOf(filter.value)),
    /** The wall as it is filtered now, for a link or a router. */
    place: computed(() => ({ name: 'wall', query: addressOf(filter.value) })),
    /** Asks for a genre of the user's own, or no longer. */
    toggleOwn: (id: number) => change({ own: filter.value.own === id ? null : id }),
    learnRankedOwn: (ids: readonly number[]) => {
      ranksOwn.value = ids
    },
    /** The genres asked for that are only ranked. */
    ranked: computed(() => rankedGenres(filter.value, weak.value)),
    change,
    /** Takes note of which genres are weak; those that the engine does not name are as they are by default. */
    learnWeak: (genres: readonly { name: Genre; weak: boolean }[]) => {
      weak.value = GENRES.filter(
        (name) => genres.find((genre) => genre.name === name)?.weak ?? OFF_BY_DEFAULT.includes(name),
      )
    },
    /** Ends a gesture: the next one is a step of its own. */
    endGesture: () => {
      gesture.value = null
    },
    toggleGenre: (genre: Genre) => {
      const { genres, without } = filter.value
      change({ genres: toggled(genres, genre), without: left(without, genre) })
    },
    /** A genre in the place of the search that named it: the same step for Back. */
    searchToGenre: (genre: Genre) => {
      const { genres, without } = filter.value
      const asked = GENRES.filter((name) => name === genre || genres.includes(name))
      change({ query: '', genres: asked, without: left(without, genre) }, 'search')
    },
    /** Leaves out the posters of a genre, or lets them in again. */
    toggleWithout: (genre: Genre) => {
      const { genres, without } = filter.value
      change({ genres: left(genres, genre), without: toggled(without, genre) })
    },
    /** Takes the filter that the address has. */
    take: (next: WallFilter) => {
      if (addressText(next) === addressText(filter.value)) return
      gesture.value = null
      filter.value = next
    },
    /** Everything again; order and level stay. */
    clear: () => change(widened(filter.value)),
  }
})

/** The same order and level over everything. */
function widened({ level, sort, descending }: WallFilter): WallFilter {
  return { ...NO_FILTER, level, sort, descending }
}

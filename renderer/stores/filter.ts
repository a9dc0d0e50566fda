import { useSessionStorage } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { FilterInput, Sort, Status } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'

/** A filter as the window keeps it: everything present, nothing optional. */
export interface WallFilter {
  genres: Genre[]
  any: boolean
  level: 'likely' | 'maybe'
  status: Status | null
  query: string
  years: { from: number; to: number } | null
  sort: Sort
}

const EMPTY: WallFilter = {
  genres: [],
  any: false,
  level: 'likely',
  status: null,
  query: '',
  years: null,
  sort: 'title',
}

/** What the wall is asked for. Kept for the tab, so that a reload shows the same wall. */
export const useFilterStore = defineStore('filter', () => {
  const filter = useSessionStorage<WallFilter>('onesheet.filter', { ...EMPTY }, { mergeDefaults: true })

  /** As the contract takes it. */
  const asked = computed<FilterInput>(() => {
    const { genres, any, level, status, query, years } = filter.value
    return {
      genres: [...genres],
      any,
      level,
      status,
      query: query.trim() === '' ? null : query.trim().slice(0, 500),
      yearFrom: years?.from ?? null,
      yearTo: years?.to ?? null,
    }
  })

  const isNarrowed = computed(
    () =>
      filter.value.genres.length > 0 ||
      filter.value.status !== null ||
      filter.value.query.trim() !== '' ||
      filter.value.years !== null,
  )

  const change = (part: Partial<WallFilter>) => {
    filter.value = { ...filter.value, ...part }
  }

  return {
    filter,
    asked,
    isNarrowed,
    change,
    toggleGenre: (genre: Genre) => {
      const { genres } = filter.value
      const next = genres.includes(genre) ? genres.filter((held) => held !== genre) : [...genres, genre]
      change({ genres: GENRES.filter((name) => next.includes(name)) })
    },
    /** Everything again; order and level stay. */
    clear: () => change({ genres: [], status: null, query: '', years: null }),
  }
})

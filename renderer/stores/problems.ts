import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { DuplicateGroup, ProblemCounts, SetAsideFile } from '#shared/contract/problems.ts'
import { createCoalescer } from './coalesce.ts'
import { useConnectionStore } from './connection.ts'
import { sentenceOf } from './notices.ts'

const REFRESH_INTERVAL_MS = 1000
const NONE: ProblemCounts = { folders: 0, missing: 0, quarantined: 0, duplicates: 0 }

/** What waits for a person: folders that are away, missing posters, files set aside, near-equal pictures. */
export const useProblemsStore = defineStore('problems', () => {
  const connection = useConnectionStore()
  const counts = shallowRef<ProblemCounts>(NONE)
  const isLoaded = ref(false)
  /** Why they could not be counted, in words. */
  const problem = ref<string | null>(null)
  /** Grows when a list of problems may be another one. */
  const version = ref(0)

  const load = async () => {
    if (connection.state !== 'online') return
    try {
      counts.value = await connection.call('problems.counts', {})
      isLoaded.value = true
      problem.value = null
    } catch (error) {
      if (connection.state === 'online') problem.value = sentenceOf(error)
    }
    version.value += 1
  }

  const loading = createCoalescer(load, REFRESH_INTERVAL_MS)
  connection.on('catalog.changed', () => loading.request())
  connection.on('folders.changed', () => loading.request())
  connection.whenOnline(loading.request)

  return {
    counts,
    /** All of them together, for the side. */
    total: computed(
      () => counts.value.folders + counts.value.missing + counts.value.quarantined + counts.value.duplicates,
    ),
    isLoaded,
    problem,
    version,
    reload: () => void load(),
    /** @throws AppError */
    setAside: (offset: number, limit: number): Promise<{ total: number; files: SetAsideFile[] }> =>
      connection.call('problems.setAside', { offset, limit }),
    /** @throws AppError */
    duplicates: (offset: number, limit: number): Promise<{ total: number; groups: DuplicateGroup[] }> =>
      connection.call('problems.duplicates', { kind: null, offset, limit }),
    /** Every missing poster goes, with its verdicts; answers how many. @throws AppError */
    forgetMissing: async (): Promise<number> => {
      const { forgotten } = await connection.call('folders.forgetMissing', {})
      await load()
      return forgotten
    },
    /** @throws AppError */
    decide: async (ids: readonly number[], decision: 'together' | 'apart') => {
      await connection.call('problems.decide', { ids: [...ids], decision })
      await load()
    },
  }
})

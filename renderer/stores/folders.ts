import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { RootInfo } from '#shared/contract/folders.ts'
import { canChooseFolder, chooseFolder } from '../api/shell.ts'
import { createCoalescer } from './coalesce.ts'
import { useConnectionStore } from './connection.ts'
import { useJobsStore } from './jobs.ts'
import { sentenceOf } from './notices.ts'

const REFRESH_INTERVAL_MS = 1000

/** The folders of the catalog, their state, and starting scans of them. */
export const useFoldersStore = defineStore('folders', () => {
  const connection = useConnectionStore()
  const jobs = useJobsStore()
  const roots = shallowRef<RootInfo[]>([])
  const isLoaded = ref(false)
  const problem = ref<string | null>(null)
  /** A folder is being added: which one, or null while it is to be chosen. */
  const adding = shallowRef<{ path: string | null } | null>(null)
  /** The folder whose new place is asked for. */
  const relocating = ref<string | null>(null)

  const load = async () => {
    if (connection.state !== 'online') return
    try {
      roots.value = (await connection.call('folders.list', {})).roots
      isLoaded.value = true
      problem.value = null
    } catch (error) {
      if (connection.state === 'online') problem.value = sentenceOf(error)
    }
  }

  const loading = createCoalescer(load, REFRESH_INTERVAL_MS)
  connection.on('folders.changed', () => loading.request())
  connection.whenOnline(loading.request)
  watch(() => jobs.active === null, loading.request)

  return {
    roots,
    isLoaded,
    problem,
    adding,
    relocating,
    isEmpty: computed(() => isLoaded.value && roots.value.length === 0),
    reload: () => void load(),
    /** @throws AppError the engine's refusal, in words for whoever chose the folder */
    scan: async (folders: string[], options: { acceptMissing?: boolean } = {}) => {
      const job = await connection.call('scan.start', { folders, ...options })
      jobs.take(job)
      await load()
    },
    /** Asks which folder to add, with the system's dialog where there is one; with a path, what is in that one. */
    askAdd: async (path: string | null = null) => {
      const chosen = path ?? (canChooseFolder ? await chooseFolder() : null)
      if (chosen !== null || !canChooseFolder) adding.value = { path: chosen }
    },
    /** Asks where a folder is now. */
    askRelocate: (path: string) => {
      relocating.value = path
    },
    /** @throws AppError */
    relocate: async (from: string, to: string) => {
      const result = await connection.call('folders.relocate', { from, to })
      await load()
      return result
    },
    /** @throws AppError */
    setAllArt: async (path: string, includeAllArt: boolean) => {
      roots.value = (await connection.call('folders.options', { path, includeAllArt })).roots
    },
    /** @throws AppError */
    remove: async (path: string, mode: 'keep' | 'forget') => {
      roots.value = (await connection.call('folders.remove', { path, mode })).roots
    },
  }
})

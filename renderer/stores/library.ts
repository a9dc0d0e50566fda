import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef, watch } from 'vue'
import type { LibraryCounts } from '#shared/contract/library.ts'
import { createCoalescer } from './coalesce.ts'
import { useConnectionStore } from './connection.ts'
import { useFilterStore } from './filter.ts'
import { countLeftOver, countWaiting, joinOrder } from './keep-order.ts'
import { sentenceOf } from './notices.ts'

const REFRESH_INTERVAL_MS = 500

/**
 * The wall's ordered ids and the counts at its side. Both follow the catalog at most twice a second. The ids shown
 * stand still once somebody has scrolled, moved or judged here; until then new posters take their places at once.
 */
export const useLibraryStore = defineStore('library', () => {
  const connection = useConnectionStore()
  const filterStore = useFilterStore()

  const ids = shallowRef<Int32Array>(new Int32Array(0))
  const latest = shallowRef<Int32Array>(new Int32Array(0))
  const counts = shallowRef<LibraryCounts | null>(null)
  const isLoaded = ref(false)
  const problem = ref<string | null>(null)
  /** Judged since the filter was set: dimmed, and staying. */
  const judged = reactive(new Set<number>())
  /** The poster that the keys act on. */
  const focusedId = ref<number | null>(null)
  /** Grows whenever the wall is another one: it then starts at its top. */
  const wallNumber = ref(0)
  let isTouched = false
  let shownFor = ''

  const waiting = computed(() => countWaiting(ids.value, latest.value))
  const leftOver = computed(() => countLeftOver(ids.value, latest.value))

  const askedKey = () =>
    JSON.stringify([filterStore.asked, filterStore.filter.sort, filterStore.filter.descending])

  const load = async () => {
    if (connection.state !== 'online') return
    const key = askedKey()
    const { asked, filter } = filterStore
    try {
      const [ordered, counted] = await Promise.all([
        connection.call('library.ids', {
          filter: asked,
          sort: filter.sort,
          descending: filter.descending,
        }),
        connection.call('library.counts', { filter: asked }),
      ])
      // The filter moved on meanwhile: its own answer is on the way.
      if (key !== askedKey()) return
      counts.value = counted
      filterStore.learnWeak(counted.genres)
      take(ordered.ids, key)
      problem.value = null
      isLoaded.value = true
    } catch (error) {
      if (connection.state === 'online' && key === askedKey()) problem.value = sentenceOf(error)
    }
  }

  const take = (next: Int32Array, key: string) => {
    latest.value = next
    if (key !== shownFor) startOver(key)
    else if (!isTouched || ids.value.length === 0) ids.value = next
  }

  const startOver = (key: string) => {
    // The first wall may belong to a poster's page that was opened by its address: its place is kept.
    if (shownFor !== '') focusedId.value = null
    shownFor = key
    isTouched = false
    judged.clear()
    ids.value = latest.value
    wallNumber.value += 1
  }

  const refreshing = createCoalescer(load, REFRESH_INTERVAL_MS)
  connection.on('catalog.changed', () => refreshing.request())
  connection.whenOnline(refreshing.request)
  // A changed filter is a person waiting: it does not queue behind a scan's announcements.
  watch(askedKey, () => void load())

  return {
    ids,
    counts,
    isLoaded,
    problem,
    judged,
    focusedId,
    wallNumber,
    waiting,
    leftOver,
    reload: () => void load(),
    /** Somebody scrolled or moved here: from now on nothing changes place by itself. */
    touch: () => {
      isTouched = true
    },
    markJudged: (judgedIds: readonly number[]) => {
      isTouched = true
      for (const id of judgedIds) judged.add(id)
    },
    unmarkJudged: (undoneIds: readonly number[]) => {
      for (const id of undoneIds) judged.delete(id)
    },
    /** Asks the waiting posters in; what was judged stays. */
    showWaiting: () => {
      ids.value = joinOrder(ids.value, latest.value)
    },
    /** The wall as the filter has it now: judged posters that match no longer go. */
    refreshWall: () => {
      judged.clear()
      ids.value = latest.value
    },
  }
})

import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef, watch } from 'vue'
import type { LibraryCounts } from '#shared/contract/library.ts'
import { createCoalescer } from './coalesce.ts'
import { useConnectionStore } from './connection.ts'
import { useFilterStore } from './filter.ts'
import { placesOf } from './id-places.ts'
import { countOutside, joinOrder } from './keep-order.ts'
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
  const judged = shallowReactive(new Set<number>())
  /** The poster that the keys act on. */
  const focusedId = ref<number | null>(null)
  /** Grows whenever the wall is another one: it then starts at its top. */
  const wallNumber = ref(0)
  let isTouched = false
  let shownFor = ''

  const places = computed(() => placesOf(ids.value))
  const latestPlaces = computed(() => placesOf(latest.value))
  const isCurrent = computed(() => ids.value === latest.value)
  const waiting = computed(() => (isCurrent.value ? 0 : countOutside(latest.value, places.value)))
  const leftOver = computed(() => (isCurrent.value ? 0 : countOutside(ids.value, latestPlaces.value)))

  const askedKey = () =>
    JSON.stringify([filterStore.asked, filterStore.filter.sort, filterStore.filter.descending])

  /** The filter moved on meanwhile: its own answer is on the way. */
  const isStale = (key: string) => key !== askedKey()

  const loadIds = async (key: string) => {
    const { asked, filter } = filterStore
    const ordered = await connection.call('library.ids', {
      filter: asked,
      sort: filter.sort,
      descending: filter.descending,
    })
    if (isStale(key)) return
    take(ordered.ids, key)
    problem.value = null
    isLoaded.value = true
  }

  const loadCounts = async (key: string) => {
    const counted = await connection.call('library.counts', { filter: filterStore.asked })
    if (isStale(key)) return
    counts.value = counted
    filterStore.learnWeak(counted.genres)
  }

  const load = async () => {
    if (connection.state !== 'online') return
    const key = askedKey()
    try {
      // One after the other: asked at once, the engine would count before it answers with the posters.
      await loadIds(key)
      if (!isStale(key)) await loadCounts(key)
    } catch (error) {
      if (connection.state === 'online' && !isStale(key)) problem.value = sentenceOf(error)
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
  connection.on('own.changed', () => refreshing.request())
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
    focusedIndex: computed(() => (focusedId.value === null ? -1 : places.value.indexOf(focusedId.value))),
    /** The place of a poster among those shown, -1 for none. */
    indexOf: (id: number) => places.value.indexOf(id),
    reload: () => void load(),
    /** Somebody scrolled or moved here: from now on nothing changes place by itself. */
    touch: () => {
      isTouched = true
    },
    markJudged: (judgedIds: Iterable<number>) => {
      isTouched = true
      for (const id of judgedIds) judged.add(id)
    },
    unmarkJudged: (undoneIds: Iterable<number>) => {
      for (const id of undoneIds) judged.delete(id)
    },
    /** Asks the waiting posters in; what was judged stays. */
    showWaiting: () => {
      ids.value = joinOrder(ids.value, latest.value, latestPlaces.value)
    },
    /** The wall as the filter has it now: judged posters that match no longer go. */
    refreshWall: () => {
      judged.clear()
      ids.value = latest.value
    },
  }
})

import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useFilterStore } from './filter.ts'
import { useLibraryStore } from './library.ts'

/**
 * The posters that are selected on the wall, by id: scrolling and refreshes do not change them. Another filter drops
 * them, and whoever leaves the wall is selected no longer.
 */
export const useSelectionStore = defineStore('selection', () => {
  const library = useLibraryStore()
  const filterStore = useFilterStore()
  const selected = shallowRef<ReadonlySet<number>>(new Set())
  /** Of the bar of acts, 0 while there is none. */
  const barHeightPx = ref(0)
  /** Where Shift extends from, and what was selected before it did. */
  let anchorId: number | null = null
  let base: ReadonlySet<number> = selected.value

  const clear = () => {
    anchorId = null
    base = new Set()
    if (selected.value.size > 0) selected.value = base
  }

  const toggle = (id: number) => {
    const next = new Set(selected.value)
    if (!next.delete(id)) next.add(id)
    selected.value = next
    anchorId = id
    base = next
  }

  /** What was selected at the anchor and everything between it and this one, in the order of the wall. */
  const extendTo = (id: number) => {
    const to = library.indexOf(id)
    if (to < 0) return
    const anchored = anchorId === null ? -1 : library.indexOf(anchorId)
    const from = anchored < 0 ? to : anchored
    const next = new Set(base)
    for (const each of library.ids.subarray(Math.min(from, to), Math.max(from, to) + 1)) next.add(each)
    selected.value = next
  }

  watch(() => JSON.stringify(filterStore.asked), clear, { flush: 'sync' })
  watch(
    () => library.ids,
    () => {
      const kept = [...selected.value].filter((id) => library.indexOf(id) >= 0)
      if (kept.length === selected.value.size) return
      selected.value = new Set(kept)
      base = selected.value
    },
    { flush: 'sync' },
  )

  return {
    selected,
    barHeightPx,
    size: computed(() => selected.value.size),
    isAll: computed(() => library.ids.length > 0 && selected.value.size === library.ids.length),
    has: (id: number) => selected.value.has(id),
    toggle,
    extendTo,
    clear,
    /** Sets where Shift extends from, unless it is extending already. */
    anchorAt: (id: number) => {
      if (anchorId !== null && selected.value.size > 0) return
      anchorId = id
      base = selected.value
    },
    /** The next Shift begins at the poster that has the keyboard then. */
    dropAnchor: () => {
      anchorId = null
    },
    /** Freezes the posters that the wall shows now. */
    selectAll: () => {
      selected.value = new Set(library.ids)
      base = selected.value
      anchorId = null
    },
    /** A rubber band: what was selected when it began, and what it holds now. */
    band: () => {
      const before = selected.value
      return (ids: Iterable<number>) => {
        const next = new Set(before)
        for (const id of ids) next.add(id)
        selected.value = next
        base = next
      }
    },
  }
})

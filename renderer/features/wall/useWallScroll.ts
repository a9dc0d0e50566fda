import type { Range } from '@tanstack/vue-virtual'
import { defaultRangeExtractor, observeElementOffset, useVirtualizer } from '@tanstack/vue-virtual'
import { useElementSize } from '@vueuse/core'
import type { ShallowRef } from 'vue'
import { computed, nextTick, onActivated, onMounted, ref, watch } from 'vue'
import { useAppearanceStore } from '../../stores/appearance.ts'
import { useJobsStore } from '../../stores/jobs.ts'
import { useLibraryStore } from '../../stores/library.ts'
import { useSelectionStore } from '../../stores/selection.ts'
import { layOut, ROW_GAP_PX, rowCountOf } from './wall-layout.ts'
import { scaleOf } from './wall-scale.ts'

export const TOP_PX = 6
const BOTTOM_PX = 24
/** What floats at the foot of the wall: the focused poster stays above it. */
/** Around the bar of acts. */
const BAR_SPACE_PX = 36
const OVERSCAN_ROWS = 1

/** The virtual rows of the wall and its place, which holds on to the poster at the top through every change. */
export function useWallScroll(scroller: Readonly<ShallowRef<HTMLElement | null>>) {
  const library = useLibraryStore()
  const appearance = useAppearanceStore()
  const jobs = useJobsStore()
  const selection = useSelectionStore()
  const { width, height } = useElementSize(scroller)
  /** What the scroll bar takes of the padding, so that the posters end where the bar above them ends. */
  const scrollBarPx = ref(0)
  onMounted(() => {
    const element = scroller.value
    if (element !== null) scrollBarPx.value = element.offsetWidth - element.clientWidth
  })
  const layout = computed(() => layOut(width.value, appearance.density))
  const rowCount = computed(() => rowCountOf(library.ids.length, layout.value.columns))
  const footPx = computed(
    () => BOTTOM_PX + (selection.size === 0 ? 0 : selection.barHeightPx + BAR_SPACE_PX) + jobs.trayHeightPx,
  )
  const scale = computed(() =>
    scaleOf(TOP_PX + rowCount.value * layout.value.rowHeight + footPx.value, height.value),
  )
  const focusedRow = computed(() =>
    library.focusedIndex < 0 ? -1 : Math.floor(library.focusedIndex / layout.value.columns),
  )
  /** The row with the keyboard stays in the document wherever the wall is scrolled to. */
  const rowsOf = computed(() => {
    const row = focusedRow.value
    return (range: Range) => {
      const rows = defaultRangeExtractor(range)
      if (row < 0 || row >= range.count || rows.includes(row)) return rows
      return row < (rows[0] ?? 0) ? [row, ...rows] : [...rows, row]
    }
  })

  const virtualizer = useVirtualizer<HTMLElement, Element>(
    computed(() => ({
      count: rowCount.value,
      getScrollElement: () => scroller.value,
      estimateSize: () => layout.value.rowHeight,
      overscan: OVERSCAN_ROWS,
      paddingStart: TOP_PX,
      paddingEnd: footPx.value,
      rangeExtractor: rowsOf.value,
      observeElementOffset: (instance, tell) =>
        // One listener, which reads the bar once: what is drawn after a second one would be laid out twice.
        observeElementOffset(instance, (barPx, isScrolling) => {
          notePlace(barPx)
          if (isScrolling && placePx > TOP_PX) library.touch()
          tell(placePx, isScrolling)
        }),
    })),
  )

  /** The poster at the top left and how far its row is scrolled: what must not move. */
  let anchor: { id: number; offsetPx: number } | null = null
  /** Where the wall is scrolled to, in pixels of the list. */
  let placePx = 0
  /** Where the bar stands for more than a pixel each, the drawn rows are moved along with it. */
  const shiftPx = ref(0)

  const noteShift = () => {
    shiftPx.value = scale.value.isScaled ? Math.round(scale.value.toBar(placePx) - placePx) : 0
  }

  const goTo = (listPx: number) => {
    const element = scroller.value
    if (element === null) return
    element.scrollTop = scale.value.toBar(Math.max(0, listPx))
    notePlace(element.scrollTop)
  }

  const notePlace = (barPx: number) => {
    // Out of the document it is at the top of nothing.
    if (height.value === 0 || scroller.value?.isConnected !== true) return
    placePx = scale.value.toList(barPx)
    noteShift()
    const row = Math.floor(Math.max(0, placePx - TOP_PX) / layout.value.rowHeight)
    const id = library.ids[row * layout.value.columns]
    anchor = id === undefined ? null : { id, offsetPx: placePx - row * layout.value.rowHeight }
  }

  const holdAnchor = async () => {
    virtualizer.value.measure()
    noteShift()
    if (anchor === null || placePx <= TOP_PX) return
    const { id, offsetPx } = anchor
    const index = library.indexOf(id)
    if (index < 0) return
    await nextTick()
    goTo(Math.floor(index / layout.value.columns) * layout.value.rowHeight + offsetPx)
  }

  /** As little as it takes to see the whole row between the top and what floats at the foot. */
  const scrollToItem = (index: number) => {
    const { columns, rowHeight } = layout.value
    const top = Math.floor(index / columns) * rowHeight
    const least = top + TOP_PX + rowHeight - ROW_GAP_PX + footPx.value - height.value
    if (top < placePx) goTo(top)
    else if (least > placePx) goTo(least)
  }

  watch(
    () => library.wallNumber,
    () => {
      anchor = null
      goTo(0)
    },
  )
  watch([() => library.ids, () => layout.value.rowHeight, () => layout.value.columns], holdAnchor)
  watch(footPx, async (next, before) => {
    await nextTick()
    if (next > before && library.focusedIndex >= 0 && isInView(focusedRow.value)) {
      scrollToItem(library.focusedIndex)
    }
  })
  const isInView = (row: number) => {
    const top = TOP_PX + row * layout.value.rowHeight
    return top < placePx + height.value && top + layout.value.rowHeight > placePx
  }
  // Out of the document an element forgets its place.
  onActivated(async () => {
    const held = placePx
    await nextTick()
    goTo(held)
  })

  return {
    layout,
    scale,
    shiftPx,
    virtualizer,
    scrollBarPx,
    rowsInView: () => Math.max(1, Math.floor((height.value - TOP_PX) / layout.value.rowHeight)),
    scrollToItem,
    /** Where the wall is scrolled to, in pixels of the list. */
    place: () => placePx,
    scrollBy: (px: number) => goTo(placePx + px),
  }
}

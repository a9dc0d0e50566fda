import { useVirtualizer } from '@tanstack/vue-virtual'
import { useElementSize, useEventListener } from '@vueuse/core'
import type { ShallowRef } from 'vue'
import { computed, nextTick, onActivated, onMounted, ref, watch } from 'vue'
import { useAppearanceStore } from '../../stores/appearance.ts'
import { useJobsStore } from '../../stores/jobs.ts'
import { useLibraryStore } from '../../stores/library.ts'
import { layOut, rowCountOf } from './wall-layout.ts'

const TOP_PX = 6
const BOTTOM_PX = 24

/** The virtual rows of the wall and its place, which holds on to the poster at the top through every change. */
export function useWallScroll(scroller: Readonly<ShallowRef<HTMLElement | null>>) {
  const library = useLibraryStore()
  const appearance = useAppearanceStore()
  const jobs = useJobsStore()
  const { width, height } = useElementSize(scroller)
  /** What the scroll bar takes of the padding, so that the posters end where the bar above them ends. */
  const scrollBarPx = ref(0)
  onMounted(() => {
    const element = scroller.value
    if (element !== null) scrollBarPx.value = element.offsetWidth - element.clientWidth
  })
  const layout = computed(() => layOut(width.value, appearance.density))
  /** Free of the cards of jobs: the focused poster stays above them. */
  const footPx = computed(() => BOTTOM_PX + jobs.trayHeightPx)

  const virtualizer = useVirtualizer(
    computed(() => ({
      count: rowCountOf(library.ids.length, layout.value.columns),
      getScrollElement: () => scroller.value,
      estimateSize: () => layout.value.rowHeight,
      overscan: 2,
      paddingStart: TOP_PX,
      paddingEnd: footPx.value,
      scrollPaddingStart: TOP_PX,
      scrollPaddingEnd: footPx.value,
    })),
  )

  /** The poster at the top left and how far its row is scrolled: what must not move. */
  let anchor: { id: number; offsetPx: number } | null = null
  let scrolledPx = 0

  const noteAnchor = () => {
    const element = scroller.value
    if (element === null || !element.isConnected || element.clientHeight === 0) return
    scrolledPx = element.scrollTop
    const row = Math.floor(Math.max(0, scrolledPx - TOP_PX) / layout.value.rowHeight)
    const id = library.ids[row * layout.value.columns]
    anchor = id === undefined ? null : { id, offsetPx: scrolledPx - row * layout.value.rowHeight }
  }

  const holdAnchor = async () => {
    virtualizer.value.measure()
    if (anchor === null || scrolledPx <= TOP_PX) return
    const { id, offsetPx } = anchor
    const index = library.ids.indexOf(id)
    if (index < 0) return
    await nextTick()
    const row = Math.floor(index / layout.value.columns)
    virtualizer.value.scrollToOffset(row * layout.value.rowHeight + offsetPx)
  }

  useEventListener(scroller, 'scroll', () => {
    noteAnchor()
    if (scrolledPx > TOP_PX) library.touch()
  })
  watch(
    () => library.wallNumber,
    () => {
      anchor = null
      scrolledPx = 0
      virtualizer.value.scrollToOffset(0)
    },
  )
  watch([() => library.ids, () => layout.value.rowHeight, () => layout.value.columns], holdAnchor)
  // Out of the document an element forgets its place.
  onActivated(async () => {
    await nextTick()
    virtualizer.value.scrollToOffset(scrolledPx)
  })

  return {
    layout,
    virtualizer,
    scrollBarPx,
    rowsInView: () => Math.max(1, Math.floor((height.value - TOP_PX) / layout.value.rowHeight)),
    scrollToItem: (index: number) => {
      virtualizer.value.scrollToIndex(Math.floor(index / layout.value.columns), { align: 'auto' })
    },
  }
}

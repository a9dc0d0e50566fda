import { useEventListener } from '@vueuse/core'
import type { ShallowRef } from 'vue'
import { onScopeDispose, shallowRef } from 'vue'
import type { Band } from './band-items.ts'
import { bandBetween } from './band-items.ts'

const THRESHOLD_PX = 6
/** So near to its edge the wall scrolls along, and so far in a frame at most. */
const EDGE_PX = 48
const MOST_STEP_PX = 28

export interface BandSurface {
  /** A point of the window as a place on the wall. */
  placeOf(event: { clientX: number; clientY: number }): { x: number; y: number }
  scrollBy(px: number): void
  /** Begins a band and answers what takes each of its sizes. */
  begin(): (band: Band) => void
}

/** Draws a rubber band with the mouse. A press that does not move far stays a click. */
export function useRubberBand(scroller: Readonly<ShallowRef<HTMLElement | null>>, surface: BandSurface) {
  const band = shallowRef<Band | null>(null)
  let pressedAt: { x: number; y: number } | null = null
  let pressed: PointerEvent | null = null
  let pointer: { clientX: number; clientY: number } | null = null
  let paint: ((band: Band) => void) | null = null
  let frame = 0
  let hasJustEnded = false

  const draw = () => {
    if (pressedAt === null || pointer === null || paint === null) return
    band.value = bandBetween(pressedAt, surface.placeOf(pointer))
    paint(band.value)
  }

  /** Every frame: near an edge the wall moves under a pointer that stands still. */
  const follow = () => {
    const element = scroller.value
    if (element === null || pointer === null || paint === null) return
    const { top, bottom } = element.getBoundingClientRect()
    const above = top + EDGE_PX - pointer.clientY
    const below = pointer.clientY - (bottom - EDGE_PX)
    const step = Math.min(MOST_STEP_PX, Math.max(above, below) / 2)
    if (step > 0) {
      surface.scrollBy(above > below ? -step : step)
      draw()
    }
    frame = requestAnimationFrame(follow)
  }

  const end = () => {
    cancelAnimationFrame(frame)
    if (paint !== null) {
      hasJustEnded = true
      setTimeout(() => (hasJustEnded = false))
    }
    pressedAt = null
    pressed = null
    paint = null
    band.value = null
  }

  useEventListener(scroller, 'pointerdown', (event: PointerEvent) => {
    const element = scroller.value
    const isOnScrollBar = event.target === element && event.offsetX >= (element?.clientWidth ?? 0)
    if (event.button !== 0 || event.pointerType === 'touch' || isOnScrollBar) return
    pressed = event
    pressedAt = surface.placeOf(event)
  })
  useEventListener(window, 'pointermove', (event: PointerEvent) => {
    if (pressed === null || event.pointerId !== pressed.pointerId) return
    pointer = event
    if (paint === null) {
      const far = Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY)
      if (far < THRESHOLD_PX) return
      scroller.value?.setPointerCapture(event.pointerId)
      paint = surface.begin()
      frame = requestAnimationFrame(follow)
    }
    draw()
  })
  useEventListener(window, ['pointerup', 'pointercancel', 'blur'], end)
  onScopeDispose(end)

  return {
    /** What is drawn now, null for nothing. */
    band,
    /** The click that follows the end of a band means nothing. */
    hasJustEnded: () => hasJustEnded,
  }
}

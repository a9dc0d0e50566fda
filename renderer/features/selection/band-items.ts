import type { WallLayout } from '../wall/wall-layout.ts'
import { GAP_PX, ROW_GAP_PX } from '../wall/wall-layout.ts'

/** A rectangle on the wall, from the top left of its first poster. */
export interface Band {
  left: number
  top: number
  right: number
  bottom: number
}

/** The rectangle between two points, whichever comes first. */
export function bandBetween(from: { x: number; y: number }, to: { x: number; y: number }): Band {
  return {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    right: Math.max(from.x, to.x),
    bottom: Math.max(from.y, to.y),
  }
}

/** Indexes of the posters that a rubber band touches, in the order of the wall. */
export function itemsInBand(band: Band, layout: WallLayout, count: number): number[] {
  const columns = touched(band.left, band.right, layout.columnWidth + GAP_PX, GAP_PX, layout.columns)
  const rowCount = Math.ceil(count / layout.columns)
  const rows = touched(band.top, band.bottom, layout.rowHeight, ROW_GAP_PX, rowCount)
  const items: number[] = []
  for (let row = rows.first; row <= rows.last; row++) {
    for (let column = columns.first; column <= columns.last; column++) {
      const index = row * layout.columns + column
      if (index < count) items.push(index)
    }
  }
  return items
}

/** The boxes of a line that a stretch touches: each `step` long, the last `gap` of it empty. */
function touched(from: number, to: number, step: number, gap: number, count: number) {
  const first = Math.floor(from / step)
  const isInGap = from - first * step > step - gap
  return {
    first: Math.max(0, isInGap ? first + 1 : first),
    last: Math.min(count - 1, Math.floor(to / step)),
  }
}

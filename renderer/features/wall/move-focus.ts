import type { Move } from '../keys/moves.ts'

/** A wall as the keys see it. */
export interface FocusGrid {
  count: number
  columns: number
  /** Whole rows in view, for the page keys. */
  rowsInView: number
}

/**
 * The index that a key moves the focus to.
 * @param index the focused one, -1 for none: any key then begins at the first
 */
export function moveFocus(index: number, to: Move, { count, columns, rowsInView }: FocusGrid): number {
  if (count === 0) return -1
  if (to === 'home') return 0
  if (to === 'end') return count - 1
  if (index < 0) return 0
  const page = Math.max(1, rowsInView) * columns
  const step = { left: -1, right: 1, up: -columns, down: columns, 'page-up': -page, 'page-down': page }[to]
  return stay(index, index + step, columns, count)
}

/** Up and down keep their column; at the first and last row they stay, except into a last row that is short. */
function stay(index: number, wanted: number, columns: number, count: number): number {
  const column = index % columns
  if (wanted < 0) return Math.abs(wanted - index) === 1 ? 0 : column
  if (wanted < count) return wanted
  const lastRow = Math.floor((count - 1) / columns)
  return Math.min(lastRow * columns + column, count - 1)
}

import type { Density } from '../../stores/appearance.ts'

/** Where things lie on the wall, in CSS pixels. Every row is as high as every other. */
export interface WallLayout {
  columns: number
  columnWidth: number
  pictureHeight: number
  /** Of a row with the space below it. */
  rowHeight: number
}

/** Space between columns, and below each row. */
export const GAP_PX = 16
export const ROW_GAP_PX = 22
/** Under the picture: 10 above, title 20, year 16, 6 between, chips 22. */
export const CAPTION_PX = 74

const LEAST_WIDTH_PX: Readonly<Record<Density, number>> = { small: 120, medium: 160, large: 220 }

/** As many columns as the width holds at the density's least width, sharing what is left over. */
export function layOut(widthPx: number, density: Density): WallLayout {
  const least = LEAST_WIDTH_PX[density]
  const columns = Math.max(1, Math.floor((widthPx + GAP_PX) / (least + GAP_PX)))
  const columnWidth = Math.max(1, (widthPx - GAP_PX * (columns - 1)) / columns)
  const pictureHeight = Math.round(columnWidth * 1.5)
  return { columns, columnWidth, pictureHeight, rowHeight: pictureHeight + CAPTION_PX + ROW_GAP_PX }
}

export function rowCountOf(itemCount: number, columns: number): number {
  return Math.ceil(itemCount / columns)
}

/** Indexes of the items in a row. */
export function itemsOfRow(row: number, columns: number, itemCount: number): number[] {
  const first = row * columns
  return Array.from(
    { length: Math.max(0, Math.min(columns, itemCount - first)) },
    (_, place) => first + place,
  )
}

/** Browsers stop drawing what lies further down; Chromium's own end is at about 16.7 million. */
export const MOST_SCROLL_PX = 15_000_000

/**
 * How far the scroll bar goes for a list of a given height. Where that is more than a browser can scroll, a pixel of
 * the bar stands for more than one of the list.
 */
export interface ScrollScale {
  /** What the scrolled element pretends to be high. */
  spacePx: number
  isScaled: boolean
  /** Place in the list for a place of the scroll bar, and back. */
  toList(scrollTopPx: number): number
  toBar(listPx: number): number
}

export function scaleOf(listPx: number, viewPx: number, mostPx = MOST_SCROLL_PX): ScrollScale {
  const spacePx = Math.min(listPx, mostPx)
  const isScaled = listPx > mostPx && mostPx > viewPx
  const ratio = isScaled ? (listPx - viewPx) / (spacePx - viewPx) : 1
  return {
    spacePx,
    isScaled,
    toList: (scrollTopPx) => scrollTopPx * ratio,
    toBar: (placePx) => placePx / ratio,
  }
}

import { describe, expect, it } from 'vitest'
import { bandBetween, itemsInBand } from './band-items.ts'

// Columns at 0–100, 116–216, 232–332; rows at 0–220, 242–462, …
const layout = { columns: 3, columnWidth: 100, pictureHeight: 150, rowHeight: 242 }
const itemsBetween = (fromX: number, fromY: number, toX: number, toY: number, count = 8) =>
  itemsInBand(bandBetween({ x: fromX, y: fromY }, { x: toX, y: toY }), layout, count)

describe('a rubber band', () => {
  it('takes every poster that it touches', () => {
    expect(itemsBetween(90, 100, 120, 250)).toEqual([0, 1, 3, 4])
  })

  it('is the same whichever way it is drawn', () => {
    expect(itemsBetween(120, 250, 90, 100)).toEqual([0, 1, 3, 4])
  })

  it('takes nothing between two posters', () => {
    expect(itemsBetween(104, 10, 112, 200)).toEqual([])
    expect(itemsBetween(10, 225, 90, 240)).toEqual([])
  })

  it('ends with the last poster and stays on the wall', () => {
    expect(itemsBetween(-50, 500, 900, 5000)).toEqual([6, 7])
  })
})

import { describe, expect, it } from 'vitest'
import { GAP_PX, itemsOfRow, layOut, rowCountOf } from './wall-layout.ts'

describe('the layout of the wall', () => {
  it('fits as many columns as have their least width and fills the line with them', () => {
    const layout = layOut(1136, 'medium')
    expect(layout.columns).toBe(6)
    expect(layout.columnWidth * 6 + GAP_PX * 5).toBeCloseTo(1136)
    expect(layout.columnWidth).toBeGreaterThanOrEqual(160)
  })

  it('shows fewer and larger pictures as the density grows', () => {
    const [small, medium, large] = (['small', 'medium', 'large'] as const).map((density) =>
      layOut(1000, density),
    )
    expect(small?.columns).toBeGreaterThan(medium?.columns ?? 0)
    expect(medium?.columns).toBeGreaterThan(large?.columns ?? 0)
  })

  it('keeps the two to three of a poster', () => {
    const { columnWidth, pictureHeight } = layOut(900, 'large')
    expect(pictureHeight / columnWidth).toBeCloseTo(1.5, 1)
  })

  it('has one column where there is hardly any width', () => {
    expect(layOut(40, 'large')).toMatchObject({ columns: 1, columnWidth: 40 })
    expect(layOut(0, 'small').columns).toBe(1)
  })

  it('puts every item in one row, the last of them short', () => {
    expect(rowCountOf(10, 4)).toBe(3)
    expect(itemsOfRow(0, 4, 10)).toEqual([0, 1, 2, 3])
    expect(itemsOfRow(2, 4, 10)).toEqual([8, 9])
    expect(itemsOfRow(3, 4, 10)).toEqual([])
  })
})

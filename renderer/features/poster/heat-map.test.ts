import { describe, expect, it } from 'vitest'
import type { ActivationGrid } from '#shared/contract/poster.ts'
import { paintMap, placeOf, rgbOf, valueAt } from './heat-map.ts'

const WHOLE = { left: 0, top: 0, width: 1, height: 1 }
/** Of a picture with bars above and below it. */
const BARRED = { left: 0, top: 0.25, width: 1, height: 0.5 }

/** A grid of 8 × 5 whose value at a row and column is given. */
function grid(value: (row: number, column: number) => number, area = WHOLE): ActivationGrid {
  const values = Array.from({ length: 40 }, (_, at) => value(Math.floor(at / 5), at % 5))
  return { rows: 8, columns: 5, values, area }
}

const spot = (row: number, column: number) =>
  grid((y, x) => Math.max(0, 1 - Math.hypot(y - row, x - column) / 2.5))

describe('the place of a map', () => {
  it.each([
    [0, 0, 'upperLeft'],
    [1, 2, 'upperCentre'],
    [0, 4, 'upperRight'],
    [3.5, 0, 'middleLeft'],
    [3.5, 2, 'middleCentre'],
    [7, 4, 'lowerRight'],
  ] as const)('of a spot at row %d, column %d is %s', (row, column, place) => {
    expect(placeOf(spot(row, column))).toBe(place)
  })

  it('is a band, everything, several places or nothing where it is not one spot', () => {
    expect(placeOf(grid((row) => (row > 5 ? 1 : 0)))).toBe('lowerAll')
    expect(placeOf(grid(() => 0.9))).toBe('everywhere')
    expect(placeOf(grid((row) => (row === 0 || row === 7 ? 1 : 0)))).toBe('scattered')
    expect(placeOf(grid(() => 0.1))).toBe('nothing')
  })

  it('is told of the picture, not of the bars beside it', () => {
    expect(placeOf(grid((row) => (row === 2 ? 1 : 0), BARRED))).toBe('upperAll')
    expect(
      valueAt(
        grid((row) => row, BARRED),
        0.5,
        0,
      ),
    ).toBeCloseTo(1.5, 9)
  })
})

describe('a painted map', () => {
  const colours = { veil: [0, 0, 0], glow: [240, 160, 40] } as const
  const size = { width: 20, height: 32 }
  const alphaAt = (pixels: Uint8ClampedArray, x: number, y: number) =>
    pixels[(y * size.width + x) * 4 + 3] ?? 0

  it('lets the picture through where it glows and veils it where it says nothing', () => {
    const pixels = paintMap(spot(1, 1), size, colours)
    expect(alphaAt(pixels, 19, 31)).toBeGreaterThan(160)
    expect(alphaAt(pixels, 5, 5)).toBeLessThan(110)
    const at = (5 * size.width + 5) * 4
    expect(pixels[at]).toBeGreaterThan(200)
  })

  it.each([
    ['nothing speaks for the genre', grid(() => 0)],
    ['too little does', grid((row, column) => (row > 2 && row < 6 && column > 1 ? 0.2 : 0))],
    ['only a bar beside the picture does', grid((row) => (row === 0 ? 1 : 0), BARRED)],
  ])('has no glow and no line where %s', (_, map) => {
    expect(placeOf(map)).toBe('nothing')
    const pixels = paintMap(map, size, colours)
    expect(new Set(pixels.filter((_, at) => at % 4 < 3))).toEqual(new Set([0]))
    expect(new Set(pixels.filter((_, at) => at % 4 === 3)).size).toBe(1)
  })

  it('has its line around the same places whatever a bar beside the picture holds', () => {
    const inside = (row: number, column: number) => (row === 4 && column < 3 ? 0.5 : 0)
    const [calm, loud] = [grid(inside, BARRED), grid((y, x) => (y === 0 ? 1 : inside(y, x)), BARRED)]
    expect(paintMap(loud, size, colours)).toEqual(paintMap(calm, size, colours))
  })

  it('takes its colours from tokens', () => {
    expect(rgbOf(' #f0a83a')).toEqual([240, 168, 58])
    expect(rgbOf('Highlight')).toEqual([0, 0, 0])
  })
})

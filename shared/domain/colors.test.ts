import { describe, expect, it } from 'vitest'
import type { ColorName } from './colors.ts'
import { COLOR_NAMES, colorBits, colorsOfPalette, nameOfColor } from './colors.ts'

describe('a colour', () => {
  it.each<[string, ColorName | null]>([
    ['#d0021b', 'red'],
    ['#ff69b4', 'red'],
    ['#ff8000', 'orange'],
    ['#7a4a20', 'orange'],
    ['#ffe000', 'yellow'],
    ['#d4a017', 'yellow'],
    ['#0a7a2a', 'green'],
    ['#7ed321', 'green'],
    ['#1040c0', 'blue'],
    ['#00c0ff', 'blue'],
    ['#101850', 'blue'],
    ['#6a1fb0', 'purple'],
    ['#0b0a0c', 'black'],
    ['#f4f2ee', 'white'],
    ['#808080', null],
  ])('%s is called %s', (color, name) => {
    expect(nameOfColor(color)).toBe(name)
  })
})

describe('a poster', () => {
  const named = (palette: [string, number][]) => {
    const bits = colorsOfPalette(palette.map(([color, share]) => ({ color, share })))
    return COLOR_NAMES.filter((name) => bits & colorBits([name]))
  }

  it('has the colours that cover a good part of it, shades of one together', () => {
    expect(
      named([
        ['#0b0a0c', 0.3],
        ['#d0021b', 0.07],
        ['#e8304a', 0.06],
        ['#1040c0', 0.05],
      ]),
    ).toEqual(['red'])
  })

  it('is black or white only when much of it is', () => {
    expect(
      named([
        ['#0b0a0c', 0.55],
        ['#f4f2ee', 0.2],
      ]),
    ).toEqual(['black'])
    expect(
      named([
        ['#f4f2ee', 0.35],
        ['#0b0a0c', 0.3],
      ]),
    ).toEqual(['white'])
  })

  it('without a palette has none', () => {
    expect(named([])).toEqual([])
  })
})

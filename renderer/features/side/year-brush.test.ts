import { describe, expect, it } from 'vitest'
import { binYears } from './year-bins.ts'
import { binAt, brushed, isWithin, withEnd, yearByKey } from './year-brush.ts'

const bins = binYears([
  { year: 1920, count: 3 },
  { year: 2019, count: 1 },
])
const span = { from: 1920, to: 2019 }

describe('brushing years', () => {
  it('finds the bar under the pointer, the outermost beyond the ends', () => {
    expect([binAt(0, 25), binAt(0.5, 25), binAt(0.999, 25)]).toEqual([0, 12, 24])
    expect([binAt(-3, 25), binAt(1, 25), binAt(7, 25)]).toEqual([0, 24, 24])
  })

  it('takes the bars from where it began to where it is, in both directions', () => {
    expect(bins).toHaveLength(25)
    expect(brushed(bins, 2, 4)).toEqual({ from: 1928, to: 1939 })
    expect(brushed(bins, 4, 2)).toEqual({ from: 1928, to: 1939 })
    expect(brushed(bins, 24, 24)).toEqual({ from: 2016, to: 2019 })
  })

  it('asks for nothing where all of them are drawn over, so that posters without a year stay', () => {
    expect(brushed(bins, 24, 0)).toBeNull()
    expect(withEnd({ from: 1921, to: null }, 'from', 1900, span)).toBeNull()
    expect(brushed([], 0, 0)).toBeNull()
  })

  it('moves an end by itself, and never past the other', () => {
    expect(withEnd(null, 'from', 1968, span)).toEqual({ from: 1968, to: 2019 })
    expect(withEnd({ from: 1968, to: null }, 'to', 1991, span)).toEqual({ from: 1968, to: 1991 })
    expect(withEnd({ from: 1968, to: 1991 }, 'to', 1950, span)).toEqual({ from: 1968, to: 1968 })
    expect(withEnd({ from: 1968, to: 1991 }, 'from', 2000, span)).toEqual({ from: 1991, to: 1991 })
  })

  it('has a key for every move', () => {
    expect(yearByKey('ArrowLeft', 1968, span)).toBe(1967)
    expect(yearByKey('ArrowUp', 1968, span)).toBe(1969)
    expect(yearByKey('PageUp', 1968, span)).toBe(1978)
    expect(yearByKey('Home', 1968, span)).toBe(1920)
    expect(yearByKey('End', 1968, span)).toBe(2019)
    expect(yearByKey('h', 1968, span)).toBeNull()
  })

  it('knows the bars that a range touches, open ends too', () => {
    const bin = { from: 1968, to: 1971, count: 1 }
    expect(isWithin(bin, { from: 1970, to: 1991 })).toBe(true)
    expect(isWithin(bin, { from: null, to: 1967 })).toBe(false)
    expect(isWithin(bin, { from: 1972, to: null })).toBe(false)
    expect(isWithin(bin, { from: 1950, to: null })).toBe(true)
    expect(isWithin(bin, null)).toBe(false)
  })
})

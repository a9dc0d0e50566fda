import { describe, expect, it } from 'vitest'
import { binYears, spanOf } from './year-bins.ts'

describe('years in bars', () => {
  it('gives each year its bar while there are few', () => {
    expect(
      binYears([
        { year: 1998, count: 2 },
        { year: 2000, count: 1 },
      ]),
    ).toEqual([
      { from: 1998, to: 1998, count: 2 },
      { from: 1999, to: 1999, count: 0 },
      { from: 2000, to: 2000, count: 1 },
    ])
  })

  it('joins years where there are many, and loses none', () => {
    const years = Array.from({ length: 106 }, (_, index) => ({ year: 1912 + index, count: 1 }))
    const bins = binYears(years)
    expect(bins.length).toBeLessThanOrEqual(28)
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(106)
    expect(bins[0]?.from).toBe(1912)
    expect(bins.at(-1)?.to).toBe(2017)
  })

  it('keeps the places of the bars while a filter leaves fewer years', () => {
    const span = spanOf([{ year: 1950, count: 1 }], { from: 1912, to: 2017 })
    expect(span).toEqual({ from: 1912, to: 2017 })
    const bins = binYears([{ year: 1950, count: 3 }], span)
    expect(bins).toHaveLength(27)
    expect(bins.find(({ count }) => count === 3)).toMatchObject({ from: 1948, to: 1951 })
    expect(spanOf([], span)).toEqual(span)
  })

  it('has no bars without years', () => {
    expect(binYears([])).toEqual([])
  })
})

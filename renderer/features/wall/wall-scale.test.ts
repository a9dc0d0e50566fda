import { describe, expect, it } from 'vitest'
import { scaleOf } from './wall-scale.ts'

describe('the scale of the scroll bar', () => {
  it('is one to one as long as the browser can scroll that far', () => {
    const scale = scaleOf(14_999_999, 900)
    expect(scale.isScaled).toBe(false)
    expect(scale.spacePx).toBe(14_999_999)
    expect(scale.toList(1_234.5)).toBe(1_234.5)
  })

  it('reaches both ends of a list that is longer', () => {
    const scale = scaleOf(60_000_000, 900, 15_000_000)
    expect(scale.spacePx).toBe(15_000_000)
    expect(scale.toList(0)).toBe(0)
    expect(scale.toList(15_000_000 - 900)).toBeCloseTo(60_000_000 - 900)
  })

  it('comes back to the place it was told', () => {
    const scale = scaleOf(60_000_000, 900, 15_000_000)
    expect(scale.toList(scale.toBar(31_234_567))).toBeCloseTo(31_234_567)
  })
})

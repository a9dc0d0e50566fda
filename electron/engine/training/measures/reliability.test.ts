import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../platform/random.ts'
import { labelCalibration, pooledCalibrationError } from './calibration.ts'
import { labelReliability, pooledReliability } from './reliability.ts'

function eceOf({ bins }: ReturnType<typeof pooledReliability>): number {
  const count = bins.reduce((sum, bin) => sum + bin.count, 0)
  return bins.reduce((sum, bin) => sum + (Math.abs(bin.score - bin.share) * bin.count) / count, 0)
}

describe('reliability', () => {
  it('sorts all answers into bins of equal width and leaves empty ones out', () => {
    const { bins, ece } = pooledReliability(Float64Array.of(0.25, 0.25, 0.75, 1), Uint8Array.of(0, 1, 1, 1))
    expect(bins).toEqual([
      { score: 0.25, share: 0.5, count: 2 },
      { score: 0.75, share: 1, count: 1 },
      { score: 1, share: 1, count: 1 },
    ])
    expect(ece).toBeCloseTo((2 * 0.25 + 0.25) / 4, 12)
  })

  it('draws the very bins that the errors are made of', () => {
    const random = seededRandom(9)
    const scores = Float32Array.from({ length: 600 }, () => random())
    const truth = Uint8Array.from(scores, (score) => (random() < score ** 2 ? 1 : 0))
    const pooled = pooledReliability(scores, truth)
    expect(eceOf(pooled)).toBeCloseTo(pooledCalibrationError(scores, truth), 10)
    const label = labelReliability(scores, truth, 3, 1, 7)
    expect(label).toMatchObject(labelCalibration(scores, truth, 3, 1, 7))
    expect(eceOf(label)).toBeCloseTo(label.ece, 10)
    expect(label.bins.reduce((sum, { count }) => sum + count, 0)).toBe(200)
  })

  it('shows what chance alone would: an honest model is at its floor, a bold one above', () => {
    const random = seededRandom(5)
    const scores = Float32Array.from({ length: 4000 }, () => random())
    const honest = pooledReliability(
      scores,
      Uint8Array.from(scores, (score) => (random() < score ? 1 : 0)),
    )
    const bold = pooledReliability(
      scores,
      Uint8Array.from(scores, (score) => (random() < score / 2 ? 1 : 0)),
    )
    expect(honest.ece).toBeLessThan(2 * honest.expected)
    expect(bold.ece).toBeGreaterThan(5 * bold.expected)
  })
})

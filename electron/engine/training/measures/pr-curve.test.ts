import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../platform/random.ts'
import { averagePrecision, rank } from './average-precision.ts'
import { MOST_CURVE_POINTS, precisionRecallCurve } from './pr-curve.ts'

describe('precisionRecallCurve', () => {
  it('has a point for each score that finds something new, ties together', () => {
    const scores = Float32Array.of(0.75, 0.5, 0.5, 0.25, 0.125)
    const ranking = rank(scores, Uint8Array.of(1, 0, 1, 0, 1))
    expect(precisionRecallCurve(ranking, scores)).toEqual([
      { recall: 1 / 3, precision: 1, threshold: 0.75 },
      { recall: 2 / 3, precision: 2 / 3, threshold: 0.5 },
      { recall: 1, precision: 3 / 5, threshold: 0.125 },
    ])
  })

  it('is empty for a genre without films', () => {
    const scores = Float32Array.of(0.5, 0.25)
    expect(precisionRecallCurve(rank(scores, Uint8Array.of(0, 0)), scores)).toEqual([])
  })

  it('keeps the shape of a long curve in few points, its ends among them', () => {
    const random = seededRandom(4)
    const truth = Uint8Array.from({ length: 5000 }, () => (random() < 0.3 ? 1 : 0))
    const scores = Float32Array.from(truth, (value) => 0.3 * value + 0.7 * random())
    const ranking = rank(scores, truth)
    const points = precisionRecallCurve(ranking, scores)
    expect(points.length).toBeLessThanOrEqual(MOST_CURVE_POINTS)
    expect(points.length).toBeGreaterThan(MOST_CURVE_POINTS / 2)
    expect(points.at(-1)?.recall).toBe(1)
    // The area under it is still the average precision, but for the steps left out.
    const area = points.reduce(
      (sum, { recall, precision }, index) => sum + (recall - (points[index - 1]?.recall ?? 0)) * precision,
      0,
    )
    expect(area).toBeCloseTo(averagePrecision(ranking) ?? 0, 2)
  })
})

import { describe, expect, it } from 'vitest'
import { averagePrecision, rank } from './average-precision.ts'
import { bootstrapError, bootstrapErrors } from './bootstrap.ts'
import { answerCounts, f1Of, meanOf, pooledPrecision, ratio } from './statistics.ts'

describe('statistics', () => {
  it('count a film as often as it was drawn', () => {
    const hits = ratio(Float64Array.of(1, 0, 1), Float64Array.of(1, 1, 1))
    expect(hits()).toBeCloseTo(2 / 3, 12)
    expect(hits(Uint16Array.of(0, 2, 1))).toBeCloseTo(1 / 3, 12)
    expect(hits(Uint16Array.of(0, 0, 0))).toBeNull()
    expect(meanOf([hits, () => null, () => 0])()).toBeCloseTo(1 / 3, 12)
  })

  it('draw all answers of a film together', () => {
    const scores = Float32Array.of(0.75, 0.25, 0.5, 0.125)
    const truth = Uint8Array.of(0, 1, 1, 0)
    const pooled = pooledPrecision(scores, truth, 2)
    expect(pooled()).toBe(averagePrecision(rank(scores, truth)))
    expect(pooled(Uint16Array.of(2, 0))).toBe(
      averagePrecision(rank(scores, truth), Uint16Array.of(2, 2, 0, 0)),
    )
  })

  it('give F1 over all answers or of one label', () => {
    const said = Uint8Array.of(1, 0, 1, 1)
    const truth = Uint8Array.of(1, 1, 0, 1)
    expect(f1Of(answerCounts(said, truth, 2))()).toBeCloseTo(4 / 6, 12)
    expect(f1Of(answerCounts(said, truth, 2, 0))()).toBeCloseTo(2 / 3, 12)
    expect(f1Of(answerCounts(new Uint8Array(2), new Uint8Array(2), 2, 0))()).toBe(0)
  })

  it('have the same error whether resampled alone or together', () => {
    const values = Float64Array.from({ length: 50 }, (_, index) => index % 3)
    const mean = ratio(values, new Float64Array(50).fill(1))
    const [one, none, other] = bootstrapErrors(50, (weights) => [mean(weights), null, mean(weights)], {
      seed: 2,
    })
    expect(one).toBe(bootstrapError(50, mean, { seed: 2 }))
    expect(other).toBe(one)
    expect(none).toBeNull()
  })
})

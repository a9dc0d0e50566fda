import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../platform/random.ts'
import { averagePrecision, rank } from './average-precision.ts'
import { packed, packedPrecision } from './packed-precision.ts'

function both(scores: Float32Array, truth: Uint8Array) {
  const bits = new Uint32Array(scores.buffer)
  const answers = Uint32Array.from(truth, (value, at) => packed(bits[at] ?? 0, value === 1))
  return [packedPrecision(answers), averagePrecision(rank(scores, truth))]
}

describe('packedPrecision', () => {
  it('is the average precision of the one module of measures, ties and ends included', () => {
    const random = seededRandom(11)
    for (const steps of [4, 50, 1e9]) {
      const truth = Uint8Array.from({ length: 3000 }, () => (random() < 0.2 ? 1 : 0))
      const scores = Float32Array.from(
        truth,
        (value) => Math.round(steps * (0.3 * value + 0.7 * random())) / steps,
      )
      scores[0] = 0
      scores[1] = 1
      const [quick, plain] = both(scores, truth)
      expect(quick).toBeCloseTo(plain ?? NaN, 12)
    }
  })

  it('has no value without positives, or without anything', () => {
    expect(both(Float32Array.of(0.5, 0.25), Uint8Array.of(0, 0))).toEqual([null, null])
    expect(packedPrecision(new Uint32Array(0))).toBeNull()
  })
})

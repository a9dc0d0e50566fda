import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../platform/random.ts'
import { brierSkill, labelCalibration, pooledCalibrationError } from './calibration.ts'

/** Scores and labels of a model that is right exactly as often as it says, or bolder than that. */
function drawn(films: number, seed: number, boldness = 0) {
  const random = seededRandom(seed)
  const scores = Float64Array.from({ length: films }, () => random() * (1 - boldness) + boldness)
  return { scores, truth: Uint8Array.from(scores, (score) => (random() < score - boldness ? 1 : 0)) }
}

describe('pooledCalibrationError', () => {
  it('is 0 when every bin is as often right as it says', () => {
    expect(pooledCalibrationError(Float64Array.of(0.5, 0.5, 0, 1), Uint8Array.of(0, 1, 0, 1))).toBe(0)
  })

  it('weights each bin’s gap by its size', () => {
    // Bins [9/15, 10/15): mean 0.625, share 1/2; [3/15, 4/15): 0.25, share 1. 2/3 × 0.125 + 1/3 × 0.75.
    const scores = Float64Array.of(0.61, 0.64, 0.25)
    expect(pooledCalibrationError(scores, Uint8Array.of(1, 0, 1))).toBeCloseTo((2 * 0.125 + 0.75) / 3, 12)
  })

  it('lets opposite gaps cancel only within a bin', () => {
    const truth = Uint8Array.of(1, 0)
    expect(pooledCalibrationError(Float64Array.of(0.5, 0.5), truth)).toBe(0)
    expect(pooledCalibrationError(Float64Array.of(0.25, 0.75), truth)).toBe(0.75)
  })

  it('counts 1 to the last bin', () => {
    expect(pooledCalibrationError(Float64Array.of(1, 0.95), Uint8Array.of(1, 1))).toBeCloseTo(0.025, 12)
  })
})

describe('labelCalibration', () => {
  it('is each film’s own gap when there are fifteen different scores', () => {
    const scores = Float64Array.from({ length: 15 }, (_, film) => (film + 1) / 16)
    const truth = Uint8Array.from({ length: 15 }, (_, film) => film % 2)
    const gaps = scores.map((score, film) => Math.abs(score - (truth[film] ?? 0)))
    const { ece } = labelCalibration(scores, truth, 1, 0)
    expect(ece).toBeCloseTo(gaps.reduce((sum, gap) => sum + gap, 0) / 15, 12)
  })

  it('puts as many films into each bin, wherever their scores lie', () => {
    // Thirty films: bins of two neighbours, each with one positive.
    const scores = Float64Array.from({ length: 30 }, (_, film) => film / 1000)
    const truth = Uint8Array.from({ length: 30 }, (_, film) => film % 2)
    const mean = scores.reduce((sum, score) => sum + score, 0) / 30
    expect(labelCalibration(scores, truth, 1, 0).ece).toBeCloseTo(0.5 - mean, 12)
  })

  it('does not depend on the order of films with equal scores', () => {
    const scores = Float64Array.from({ length: 40 }, (_, film) => (film % 4) / 4)
    const truth = Uint8Array.from({ length: 40 }, (_, film) => (film < 13 ? 1 : 0))
    const backwards = labelCalibration(scores.toReversed(), truth.toReversed(), 1, 0)
    expect(labelCalibration(scores, truth, 1, 0)).toEqual(backwards)
  })

  it('reads its own column only', () => {
    const { scores, truth } = drawn(60, 4)
    const wide = new Float64Array(120)
    const wideTruth = new Uint8Array(120)
    scores.forEach((score, film) => (wide[2 * film + 1] = score))
    truth.forEach((value, film) => (wideTruth[2 * film + 1] = value))
    expect(labelCalibration(wide, wideTruth, 2, 1, 3)).toEqual(labelCalibration(scores, truth, 1, 0, 3))
  })

  it('shows a calibrated model about the error that chance alone gives, and a bold one more', () => {
    const calibrated = drawn(600, 11)
    const { ece, expected } = labelCalibration(calibrated.scores, calibrated.truth, 1, 0)
    expect(expected).toBeGreaterThan(0.02)
    expect(Math.abs(ece - expected)).toBeLessThan(0.025)
    const bold = drawn(600, 12, 0.3)
    const shown = labelCalibration(bold.scores, bold.truth, 1, 0)
    expect(shown.ece).toBeGreaterThan(3 * shown.expected)
  })
})

describe('brierSkill', () => {
  const truth = Uint8Array.of(1, 0, 0, 0)

  it('is 1 for a perfect model, 0 for the prior and below 0 for worse', () => {
    expect(brierSkill(Float64Array.of(1, 0, 0, 0), truth, [0.25])).toBe(1)
    expect(brierSkill(Float64Array.of(0.25, 0.25, 0.25, 0.25), truth, [0.25])).toBe(0)
    expect(brierSkill(Float64Array.of(0, 1, 1, 1), truth, [0.25])).toBeLessThan(0)
  })

  it('has no value where the prior is never wrong', () => {
    expect(brierSkill(Float64Array.of(0.5), Uint8Array.of(0), [0])).toBeNull()
  })
})

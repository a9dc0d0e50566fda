import { describe, expect, it } from 'vitest'
import { seededRandom } from '../platform/random.ts'
import { fitCalibration } from './fit-calibration.ts'
import { averagePrecision, rankLabel } from './measures/average-precision.ts'
import { labelCalibration } from './measures/calibration.ts'

const LABELS = 3
const PREVALENCE = [0.5, 0.2, 0.1]

/** Films whose truth follows true logits, and what a model says that is too bold by `boldness` and off by `shift`. */
function drawn(films: number, { boldness = 1, shift = 0, seed = 1 } = {}) {
  const random = seededRandom(seed)
  const centre = [0, -1.4, -2.2]
  const truth = new Uint8Array(films * LABELS)
  const logits = new Float32Array(films * LABELS)
  for (let pair = 0; pair < truth.length; pair++) {
    const logit = (centre[pair % LABELS] ?? 0) + 3 * (random() + random() - 1)
    truth[pair] = random() < 1 / (1 + Math.exp(-logit)) ? 1 : 0
    logits[pair] = boldness * logit + shift
  }
  return { logits, truth }
}

const precisions = (scores: Float32Array, truth: Uint8Array) =>
  PREVALENCE.map((_, label) => averagePrecision(rankLabel(scores, truth, LABELS, label)))

describe('fitCalibration', () => {
  const bold = drawn(3000, { boldness: 2, shift: 0.8 })
  const calibration = fitCalibration(bold, PREVALENCE)

  it('finds by how much a model is too bold and too ready', () => {
    for (const { scale, bias } of calibration?.weights ?? []) {
      expect(scale).toBeGreaterThan(0.42)
      expect(scale).toBeLessThan(0.58)
      expect(Math.abs(bias + 0.4)).toBeLessThan(0.25)
    }
    expect(calibration?.logLoss.after).toBeLessThan(calibration?.logLoss.before ?? 0)
  })

  it('makes probabilities mean what they say, also of films it was not fitted on', () => {
    const raw = bold.logits.map((logit) => 1 / (1 + Math.exp(-logit)))
    const { crossFitted = raw, scores = raw } = calibration ?? {}
    PREVALENCE.forEach((_, label) => {
      const before = labelCalibration(raw, bold.truth, LABELS, label)
      for (const each of [crossFitted, scores]) {
        const after = labelCalibration(each, bold.truth, LABELS, label)
        expect(after.ece).toBeLessThan(before.ece / 2)
        expect(after.ece).toBeLessThan(after.expected + 0.02)
      }
    })
  })

  it('changes no ranking within a genre', () => {
    const ofLogits = precisions(bold.logits, bold.truth)
    precisions(calibration?.scores ?? bold.logits, bold.truth).forEach((precision, label) => {
      expect(precision).toBeCloseTo(ofLogits[label] ?? NaN, 6)
    })
  })

  it('is nothing where films it was not fitted on gain nothing beyond chance', () => {
    expect(fitCalibration(drawn(1500), PREVALENCE)).toBeNull()
  })

  it('is nothing where it would turn a genre upside down', () => {
    const { logits, truth } = drawn(1500)
    const turned = logits.map((logit) => -logit)
    expect(fitCalibration({ logits: turned, truth }, PREVALENCE)).toBeNull()
  })
})

import { expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { calibrationFigures } from './calibration-figures.ts'

it('averages errors and floors of all genres, and counts those whose probabilities beat the prior', () => {
  const labels = GENRES.length
  const truth = new Uint8Array(2 * labels)
  const scores = new Float32Array(2 * labels)
  const trainingPrevalence = GENRES.map(() => 0.25)
  // The first film has every genre; the model knows half of the genres, and says the prior of the others.
  GENRES.forEach((_, label) => {
    truth[label] = 1
    scores[label] = label < 10 ? 0.75 : 0.25
    scores[labels + label] = 0.25
  })
  const ecePerGenre = GENRES.map((name, label) => ({ name, ece: label / 100, expected: 0.05 }))
  const figures = calibrationFigures(ecePerGenre, { scores, truth, trainingPrevalence })
  expect(figures.ece).toBeCloseTo(0.095, 12)
  expect(figures.expected).toBeCloseTo(0.05, 12)
  expect(figures.skilled).toBe(10)
  // 1 − (0.25² + 0.25²) / (0.75² + 0.25²).
  expect(figures.perGenre[0]).toEqual({ name: 'Action', ece: 0, expected: 0.05, brierSkill: 0.8 })
  expect(figures.perGenre[19]?.brierSkill).toBe(0)
})

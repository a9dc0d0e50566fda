import { beforeAll, describe, expect, it } from 'vitest'
import type { TrainingReport } from '#shared/domain/report.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { drawnTraining } from '../../../../tests/helpers/drawn-training.ts'
import { crossFitAnswers, crossFitLevels } from '../levels.ts'
import { buildReport } from './build-report.ts'
import { extremeFilms, filmLosses } from './extreme-films.ts'
import { decadeFigures } from './level-figures.ts'

describe('buildReport', () => {
  const input = { ...drawnTraining({ films: 400 }), resamples: 60 }
  let report: TrainingReport
  beforeAll(() => {
    report = buildReport(input)
  })
  const genre = (name: string) => report.genres.find((each) => each.name === name)

  it('is plain data: read back it is the same', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report)
  })

  it('sets each genre’s average precision beside its prevalence and says where there is too little to tell', () => {
    const rare = report.genres.filter(({ support }) => support < 25)
    expect(rare.length).toBeGreaterThan(0)
    expect(rare.every(({ tooFew, verdict }) => tooFew && verdict === null)).toBe(true)
    const drama = genre('Drama')
    expect(drama?.gain).toBeCloseTo((drama?.ap ?? 0) - (drama?.prevalence ?? 0), 12)
    expect(drama?.verdict).toBe('better')
  })

  it('judges the levels on films they were not fitted on', () => {
    const fit = crossFitLevels(input.scores, input.truth, GENRES.length, { seed: input.seed })
    report.genres.forEach(({ likely, maybe }, label) => {
      expect(likely.precision).toBe(fit.perGenre[label]?.likelyPrecision)
      expect(maybe.recall).toBe(fit.perGenre[label]?.maybeRecall)
    })
    const precision = report.headlines.find(({ measure }) => measure === 'likelyPrecision')
    expect(precision?.value).toBeCloseTo(fit.likely.precision, 12)
  })

  it('judges them by decade too, on the same films', () => {
    const answers = crossFitAnswers(input.scores, input.truth, GENRES.length, { seed: input.seed })
    report.genres.forEach(({ decades }, label) => {
      expect(decades).toEqual(decadeFigures(input.films, answers, { truth: input.truth, label }))
    })
    expect(report.genres[0]?.decades?.map(({ from }) => from)).toEqual([1980, 1990, 2000, 2010])
  })

  it('says of calibration what films are worth by numbers fitted without them, and of ranking what is shipped', () => {
    const crossFitted = input.scores.map((score) => score ** 2)
    const calibrated = buildReport({ ...input, crossFitted, resamples: 0 })
    expect(calibrated.measures.macroMAP).toBe(report.measures.macroMAP)
    expect(calibrated.measures.ece).not.toBe(report.measures.ece)
    expect(calibrated.pooled.reliability.ece).toBe(calibrated.measures.ece)
    expect(calibrated.calibration).toMatchObject({ crossFitted: true })
    const brier = calibrated.headlines.find(({ measure }) => measure === 'brier')
    expect(brier?.value).toBeCloseTo(calibrated.measures.brier ?? NaN, 10)
    calibrated.genres.forEach(({ reliability }, label) => {
      expect(calibrated.measures.ecePerGenre[label]?.ece).toBe(reliability.ece)
    })
  })

  it('keeps the learning curve, and the pictures of each genre before and after balancing', () => {
    expect(report.epochs).toHaveLength(9)
    expect(report.epochs[0]).toMatchObject({ epoch: 1, learningRate: 0.001 })
    const western = GENRES.indexOf('Western')
    expect(report.distribution.before[western]).toBe(184)
    expect(report.distribution.after[western]).toBe(1200)
  })

  it('has the supports on the diagonal of what goes together, and what was found on that of the confusion', () => {
    report.genres.forEach(({ support, likely }, label) => {
      expect(report.together[label]?.[label]).toBe(support)
      const found = report.confusion.likely.said[label]?.[label] ?? 0
      expect(found).toBeCloseTo(support * (likely.recall ?? 0), 9)
    })
  })
})

describe('extremeFilms', () => {
  const labels = GENRES.length
  const films = ['good', 'bad', 'fair', 'none'].map((title) => ({ file: `${title}.jpg`, title, year: 2000 }))
  const truth = new Uint8Array(4 * labels)
  const scores = new Float32Array(4 * labels).fill(0.01)
  for (const film of [0, 1, 2]) truth[film * labels] = 1
  scores[0] = 0.99
  scores[labels] = 0.01
  scores[2 * labels] = 0.5
  const levels = GENRES.map(() => ({ likely: 0.6, maybe: 0.4 }))

  it('orders the films by their mean cross-entropy, those of no genre left out', () => {
    expect(filmLosses(scores, truth, labels)[2]).toBeCloseTo((Math.log(2) - 19 * Math.log(0.99)) / 20, 6)
    const { best, worst } = extremeFilms({ films, scores, truth, levels }, 1)
    expect(best.map(({ title }) => title)).toEqual(['good'])
    expect(worst.map(({ title }) => title)).toEqual(['bad'])
  })

  it('names the three likeliest genres whatever their level', () => {
    const [best] = extremeFilms({ films, scores, truth, levels }, 1).best
    expect(best?.genres).toEqual(['Action'])
    expect(best?.predicted.map(({ level }) => level)).toEqual(['likely', null, null])
  })

  it('does not let one hopeless answer count without end', () => {
    scores[labels] = 0
    expect(filmLosses(scores, truth, labels)[1]).toBeLessThan(1.5)
  })
})

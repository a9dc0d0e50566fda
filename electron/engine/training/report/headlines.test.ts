import { describe, expect, it } from 'vitest'
import type { Headline, HeadlineMeasure } from '#shared/domain/report.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { drawnAnswers } from '../../../../tests/helpers/drawn-training.ts'
import { measure } from '../measures/measure.ts'
import { crossFitAnswers } from '../levels.ts'
import type { Contest, Judged } from './headlines.ts'
import { headlinesOf, verdictOf } from './headlines.ts'

const labels = [...GENRES]
const { truth, scores } = drawnAnswers({ films: 300, seed: 3 })
const trainingPrevalence = labels.map((_, label) => {
  let positives = 0
  for (let pair = label; pair < truth.length; pair += labels.length) positives += truth[pair] ?? 0
  return positives / 300
})
const judged: Judged = { truth, labels, trainingPrevalence }
const model = { scores, ...crossFitAnswers(scores, truth, labels.length) }

function lines(contest: Contest, resamples = 100): Record<HeadlineMeasure, Headline> {
  const found = headlinesOf(contest, judged, { resamples })
  return Object.fromEntries(found.map((line) => [line.measure, line])) as Record<HeadlineMeasure, Headline>
}

describe('headlinesOf', () => {
  const all = lines({ model, previous: null })

  it('has the values of the one module of measures', () => {
    const halves = labels.map(() => 0.5)
    const known = measure({
      scores,
      truth,
      labels,
      thresholds: halves,
      likely: halves,
      trainingPrevalence,
      resamples: 0,
    })
    for (const name of [
      'macroMAP',
      'macroMAP18',
      'microMAP',
      'top1',
      'top3Hit',
      'perLabelAccuracy',
      'coverageError',
      'rankingLoss',
      'brier',
    ] as const) {
      expect(all[name].value).toBeCloseTo(known[name] ?? NaN, 10)
    }
    expect(all.perLabelAccuracy.nothing.value).toBeCloseTo(known.predictNothingAccuracy, 10)
    expect(all.perLabelAccuracy.prior.value).toBeCloseTo(known.genrePriorAccuracy, 10)
  })

  it('gives who says nothing what chance gives, and no hit by the order of the genres', () => {
    const mean = trainingPrevalence.reduce((sum, share) => sum + share, 0) / labels.length
    expect(all.macroMAP.nothing.value).toBeCloseTo(mean, 10)
    expect(all.macroMAP.prior.value).toBeCloseTo(mean, 10)
    expect(all.microF1.nothing.value).toBe(0)
    expect([all.top1.nothing.value, all.top3Hit.nothing.value]).toEqual([0, 0])
    expect(all.top3Hit.prior.value).toBeGreaterThan(0.6)
    expect(all.likelyPrecision.nothing).toMatchObject({ value: null, verdict: null })
    expect(all.likelyPrecision.prior.value).toBeCloseTo(Math.max(...trainingPrevalence), 10)
    expect(all.brier.prior.value).toBeCloseTo(0, 12)
  })

  it('lets the prior say what gives the best F1, so that no F1 is a result by saying much', () => {
    const constant = (said: readonly number[]) => {
      const right = said.reduce((sum, share) => sum + share, 0)
      return (2 * right) / (said.length + trainingPrevalence.reduce((sum, share) => sum + share, 0))
    }
    const sorted = [...trainingPrevalence].sort((left, right) => right - left)
    const best = Math.max(...sorted.map((_, place) => constant(sorted.slice(0, place + 1))))
    expect(all.microF1.prior.value).toBeCloseTo(best, 10)
    const macro = trainingPrevalence.map((share) => (2 * share) / (1 + share))
    expect(all.macroF1.prior.value).toBeCloseTo(macro.reduce((sum, f1) => sum + f1, 0) / labels.length, 10)
    const idle = drawnAnswers({ films: 300, seed: 3, strength: 0 })
    const said = crossFitAnswers(idle.scores, truth, labels.length)
    const lost = lines({ model: { scores: idle.scores, ...said }, previous: null })
    expect([lost.microF1.isHeadlined, lost.macroF1.isHeadlined]).toEqual([false, false])
  })

  it('headlines what a good model does better than both, knowing which way is better', () => {
    expect(all.macroMAP).toMatchObject({ isHeadlined: true, nothing: { verdict: 'better' } })
    expect(all.rankingLoss).toMatchObject({ isHeadlined: true, isHigherBetter: false })
    expect(all.rankingLoss.prior.difference).toBeLessThan(0)
  })

  it('does not headline the accuracy of a model that says next to nothing', () => {
    const timid = { ...model, scores: scores.map((score) => score / 4) }
    const { perLabelAccuracy, macroMAP } = lines({ model: timid, previous: null })
    expect(perLabelAccuracy.value).toBeGreaterThan(0.85)
    expect(perLabelAccuracy).toMatchObject({ isHeadlined: false, nothing: { verdict: 'same' } })
    expect(macroMAP.isHeadlined).toBe(true)
  })

  it('headlines nothing that the previous model did as well', () => {
    const same = lines({ model, previous: model })
    expect(same.macroMAP).toMatchObject({
      isHeadlined: false,
      previous: { difference: 0, interval: [0, 0], verdict: 'same' },
    })
  })

  it('shows a previous model’s figures without comparing where its answers are not known', () => {
    const { macroMAP, microF1 } = lines({ model, previous: { macroMAP: 0.2 } })
    expect(macroMAP.previous).toMatchObject({ value: 0.2, interval: null, verdict: null })
    expect(macroMAP.isHeadlined).toBe(true)
    expect(microF1.previous?.value).toBeNull()
  })

  it('calls nothing better without resamples', () => {
    expect(Object.values(lines({ model, previous: null }, 0)).some(({ isHeadlined }) => isHeadlined)).toBe(
      false,
    )
  })
})

describe('verdictOf', () => {
  it('needs the whole interval on one side of 0', () => {
    expect(verdictOf([0.01, 0.2])).toBe('better')
    expect(verdictOf([-0.01, 0.2])).toBe('same')
    expect(verdictOf([-0.2, -0.01])).toBe('worse')
    expect(verdictOf([-0.2, -0.01], false)).toBe('better')
    expect(verdictOf(null)).toBeNull()
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { buildReport } from '#engine/training/report/build-report.ts'
import type { TrainingReport } from '#shared/domain/report.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { drawnTraining } from '../../../../tests/helpers/drawn-training.ts'
import { modelCard } from './model-card.ts'

const FACTS = {
  data: 'Drawn posters with drawn genres.',
  start: 'weights drawn with seed 1',
  dimensions: 512,
  replay: { judging: 100, learning: 4000 },
  licence: 'MIT',
  terms: ['Genres are TMDB’s; this product is not endorsed by TMDB.'],
  command: 'npx onesheet train --arch custom-cnn --input 24x24 --seed 1',
  runsCompared: 5,
}

describe('the card of a model', () => {
  let report: TrainingReport
  let card: string
  beforeAll(() => {
    report = buildReport({ ...drawnTraining({ films: 400 }), resamples: 60 })
    card = modelCard(report, FACTS)
  })
  const row = (name: string) =>
    card.split('\n').find((line) => line.replaceAll('*', '').startsWith(`| ${name} |`))

  it('sets every measure beside what needs no model, with its interval', () => {
    const { macroMAP, macroMAPInterval } = report.measures
    const [low, high] = macroMAPInterval ?? [0, 0]
    expect(row('macro mAP')).toContain(macroMAP?.toFixed(3))
    expect(row('macro mAP')).toContain(`${low.toFixed(3)} to ${high.toFixed(3)}`)
    expect(row('per-label accuracy at 0.5')).toContain(report.measures.predictNothingAccuracy.toFixed(3))
  })

  it('has a row for every genre and says where there is too little to tell', () => {
    for (const [label, name] of GENRES.entries()) {
      expect(row(name)).toContain(report.genres[label]?.prevalence.toFixed(3))
    }
    const rare = report.genres.find((genre) => genre.tooFew)
    expect(row(rare?.name ?? '')).toContain('too few')
  })

  it('has the two figures of its calibration, and how many trainings were compared', () => {
    const { ece = 0, expected = 0, skilled = 0 } = report.calibration ?? {}
    expect(card).toContain(`genre: **${ece.toFixed(4)}**`)
    expect(card).toContain(`is **${expected.toFixed(4)}**`)
    expect(card).toContain(`**${skilled} of 20** genres`)
    expect(card).not.toContain('It was calibrated on these films')
    expect(card).toContain('chosen among 5 trainings')
    expect(modelCard(report, { ...FACTS, runsCompared: 1 })).toContain('No other training was compared')
    expect(modelCard(report, { ...FACTS, runsCompared: null })).toContain('is not known')
  })

  it('says where the weights it started from are part of the finished ones', () => {
    expect(card).not.toContain('mixed with')
    const mixed = { ...report, settings: { ...report.settings, keepStart: 0.5 } }
    expect(modelCard(mixed, FACTS)).toContain('then mixed with those it started from (0.5 of them)')
  })

  it('has the same measures by decade, source and colour, where anything tells the films apart', () => {
    const imdb = report.slices?.art?.find(({ name }) => name === 'imdb')
    expect(row('imdb')).toContain(`| ${imdb?.films} | **${imdb?.headlines.macroMAP.value?.toFixed(3)}** (`)
    expect(card.replaceAll('*', '')).toContain(`| ${imdb?.genresAveraged} | `)
    expect(row('grayscale')).toContain('20 (too few)')
    expect(card).toContain('| 1990s |')
    const { slices: _, ...earlier } = report
    expect(modelCard(earlier, FACTS)).not.toContain('## By decade')
  })

  it('names the data, the licences, the limits and the command that makes it again', () => {
    expect(card).toContain(FACTS.command)
    expect(card).toContain(FACTS.data)
    expect(card).toContain('The model: MIT')
    expect(card).toContain('not endorsed by TMDB')
    expect(card).toContain('must not be used to judge people')
  })

  it('says which films go along as embeddings, and nothing of it where none do', () => {
    expect(card).toMatch(/replay\.bin.* 4,000 films .* the 100 kept apart/)
    expect(modelCard(report, { ...FACTS, replay: null })).not.toContain('replay.bin')
  })

  it('keeps a table whole whatever a setting says', () => {
    const odd = { ...report, settings: { augment: 'zoom|flip\nblur' } }
    expect(modelCard(odd, FACTS)).toContain('| augment | zoom\\|flip blur |')
  })
})

import { describe, expect, it } from 'vitest'
import type { TaughtModel, Teaching } from '#shared/contract/teach.ts'
import { resources } from '../../platform/resources.ts'
import { openRegistry } from '../registry.ts'
import { taughtCard } from './taught-card.ts'

const TAUGHT: TaughtModel = {
  model: 'starter.3',
  attempt: 2,
  chanceBetter: 0.991,
  judgingFilms: 61,
  lossBefore: 0.31234,
  lossAfter: 0.28765,
  agreement: { verdicts: 1200, before: 900, after: 1010 },
  judgedAgreement: { verdicts: 400, before: 300, after: 330 },
  forgetting: { lossPoints: 0.12, upperPoints: 0.61, films: 1600 },
  changes: { posters: 0, gain: 0, lose: 0, swap: 0, genres: [] },
}

const TEACHING: Teaching = {
  id: 2,
  at: Date.UTC(2026, 10, 24),
  parent: 'starter.2',
  state: 'used',
  outcome: 'better',
  reason: 'proven',
  corrections: 1200,
  basis: 'audit',
  genres: [
    { genre: 'Crime', tier: 'scale', yes: 21, no: 120, apBefore: 0.4, apAfter: 0.45, tooFew: true },
    { genre: 'Drama', tier: 'vector', yes: 210, no: 99, apBefore: 0.7, apAfter: 0.72, tooFew: false },
  ],
  seconds: 1,
  taught: TAUGHT,
}

const registry = openRegistry(resources.modelsFolder())
const manifest = { ...registry.current(), id: 'starter.3', parent: 'starter.2' }

function cardOf(changes: Partial<Teaching> = {}): string {
  return taughtCard({
    manifest,
    teaching: { ...TEACHING, ...changes },
    bundledId: 'starter',
    bundledCard: '# Starter\n\nIts card.\n',
  })
}

describe('the card of a taught version', () => {
  it('says when it was taught, from how much, from which model, and what it does not hold', () => {
    const card = cardOf()
    expect(card).toContain('on 2026-11-24 from 1,200 verdicts')
    expect(card).toContain('**Parent**: *starter.2*, itself *starter* with a head that verdicts taught')
    expect(cardOf({ parent: 'starter' })).toContain('**Parent**: *starter*. ')
    expect(card).toContain('No title, id, path or picture of any film of that collection')
    expect(card.endsWith('---\n\n# Starter\n\nIts card.\n')).toBe(true)
  })

  it('has its measures before and after, on what, and what was forgotten', () => {
    const card = cardOf()
    expect(card).toContain('On 61 films that it was not taught with, drawn by chance.')
    expect(card).toContain('such a gain by chance is 0.009')
    expect(card).toContain('| mean log-loss of a film | 0.3123 | 0.2877 |')
    expect(card).toContain('| 300 of 400 | 330 of 400 |')
    expect(card).toContain('On 1,600 other films it lost 0.12 points of macro mAP, at most 0.61 (95 %).')
    expect(cardOf({ basis: 'picked' })).toContain('of those that the person picked')
    expect(cardOf({ taught: { ...TAUGHT, forgetting: null } })).toContain('cannot be told')
  })

  it('has a row for every genre with what was learned of it, and the levels of this version', () => {
    const rows = cardOf().split('\n')
    const row = (name: string) => rows.find((line) => line.startsWith(`| ${name} |`))
    const likely = (name: string) => manifest.levels.find((level) => level.name === name)?.likely?.toFixed(3)
    expect(row('Crime')).toMatch(/\| 21 \| 120 \| 0\.400 \| 0\.450 \(too few to tell\) \|/)
    expect(row('Drama')).toContain(`| 210 | 99 | 0.700 | 0.720 | ${likely('Drama')} |`)
    expect(row('War')).toContain('| nothing | 0 | 0 | – | – |')
  })
})

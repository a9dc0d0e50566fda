import { afterEach, describe, expect, it } from 'vitest'
import type { Headline, Rival } from '#shared/domain/report.ts'
import { setLanguage } from '../../i18n.ts'
import { differenceWords, figureWords, measureWords, verdictSentences } from './figures.ts'

const rival = (value: number | null, verdict: Rival['verdict']): Rival => ({
  value,
  difference: 0.012,
  interval: [-0.004, 0.028],
  verdict,
})
const headline = (parts: Partial<Headline>): Headline => ({
  measure: 'macroMAP',
  value: 0.319,
  interval: [0.304, 0.334],
  isHigherBetter: true,
  nothing: rival(0.119, 'better'),
  prior: rival(0.119, 'better'),
  previous: null,
  isHeadlined: true,
  ...parts,
})

describe('figures in words', () => {
  afterEach(() => setLanguage('en'))

  it('are written in the language’s way, shares in hundredths and their differences in points', async () => {
    expect(figureWords(0.3187)).toBe('0.319')
    expect(figureWords(null)).toBe('–')
    expect(measureWords('top3Hit', 0.873)).toBe('87.3%')
    expect(differenceWords('top3Hit', rival(0.8, 'same'))).toBe('+1.2 (−0.4 to 2.8)')
    expect(differenceWords('macroMAP', rival(0.8, 'same'))).toBe('+0.012 (−0.004 to 0.028)')
    await setLanguage('de')
    expect(figureWords(0.3187)).toBe('0,319')
  })

  it('never call a measure good that needs no model', () => {
    const accuracy = headline({
      measure: 'perLabelAccuracy',
      value: 0.896,
      nothing: rival(0.894, 'same'),
      isHeadlined: false,
    })
    expect(verdictSentences([headline({}), accuracy])).toEqual([
      'It tells genres from posters: macro mAP 0.319, where chance gives 0.119.',
      'That 89.6% of its labels are right says nothing: who predicts nothing has 89.4%.',
    ])
    const idle = headline({ nothing: rival(0.119, 'same'), previous: rival(0.3, 'worse') })
    expect(verdictSentences([idle])).toEqual([
      'It does not tell genres better than chance: macro mAP 0.319, where chance gives 0.119.',
      'It is worse than the model before it.',
    ])
  })
})

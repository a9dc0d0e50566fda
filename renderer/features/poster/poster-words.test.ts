import { describe, expect, it } from 'vitest'
import type { PosterGenre } from '#shared/contract/poster.ts'
import { historyWords, levelWord, reliabilityWords, timesInTen } from './poster-words.ts'

const genre: PosterGenre = {
  name: 'Horror',
  key: 'H',
  probability: 0.8,
  level: 'likely',
  verdict: null,
  verdictSource: null,
  nfo: false,
  effective: true,
  likelyFrom: 0.6,
  maybeFrom: 0.4,
  reliability: 0.71,
}

describe('a poster in words', () => {
  it('says how often the model is right, in tenths', () => {
    expect(reliabilityWords(genre)).toBe('right about 7 times in 10')
    expect(timesInTen(0.12)).toBe('about 1 time in 10')
    expect(timesInTen(0.99)).toBe('nearly always')
  })

  it('promises nothing for what is not called likely or not known', () => {
    expect(reliabilityWords({ ...genre, level: 'maybe' })).toBe('')
    expect(reliabilityWords({ ...genre, reliability: null })).toBe('')
  })

  it('has a word for each level', () => {
    expect(levelWord(genre)).toBe('Likely')
    expect(levelWord({ ...genre, level: 'maybe' })).toBe('Maybe')
    expect(levelWord({ ...genre, level: null })).toBe('—')
  })

  it('tells the history of a verdict', () => {
    const entry = { actId: 1, field: 'genre', before: null, after: null, at: 0 } as const
    expect(historyWords({ ...entry, genre: 'Horror', from: null, to: 'yes', source: 'explicit' })).toBe(
      'Horror yes',
    )
    expect(historyWords({ ...entry, genre: 'Drama', from: 'yes', to: null, source: 'bulk' })).toBe(
      'Drama yes → cleared, with others',
    )
    expect(
      historyWords({ ...entry, field: 'reviewed', genre: null, from: null, to: null, source: 'confirmed' }),
    ).toBe('Reviewed')
  })
})

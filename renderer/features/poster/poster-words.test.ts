import { afterEach, describe, expect, it } from 'vitest'
import type { GenreParts, PosterGenre, WhyGenre } from '#shared/contract/poster.ts'
import { setLanguage } from '../../i18n.ts'
import {
  barWords,
  claimOf,
  decidedWords,
  genresWords,
  levelWord,
  reliabilityWords,
  rightWords,
  shortPath,
  silentWords,
  sourceWords,
  whereWords,
  yearOf,
} from './poster-words.ts'

const genre: PosterGenre = {
  name: 'Horror',
  key: 'H',
  probability: 0.8,
  parts: null,
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
  afterEach(() => setLanguage('en'))

  it('says how often the model is right, in tenths and in either language', async () => {
    expect(reliabilityWords(genre)).toBe('When the model says likely Horror it is right about 7 times in 10.')
    expect(rightWords(0.12)).toBe('right about 1 time in 10')
    expect(rightWords(0.99)).toBe('nearly always right')
    await setLanguage('de')
    expect(reliabilityWords(genre)).toBe(
      'Nennt das Modell ein Plakat wahrscheinlich Horror, ist das in etwa 7 von 10 Fällen richtig.',
    )
  })

  it('promises nothing that was not measured, and says so of a weak genre', () => {
    expect(reliabilityWords({ ...genre, reliability: null })).toBeNull()
    expect(reliabilityWords({ ...genre, likelyFrom: null })).toContain('never calls Horror likely')
  })

  it('says where a genre is seen, and does not deny one that it calls likely', async () => {
    const map = (value: number) => ({
      rows: 8,
      columns: 8,
      values: Array.from({ length: 64 }, () => value),
      area: { left: 0, top: 0, width: 1, height: 1 },
    })
    const why: WhyGenre = {
      genre: 'Horror',
      level: 'likely',
      map: map(0.9),
      mapMissing: null,
      parts: null,
      reliability: null,
      decade: null,
    }
    expect(whereWords(why)).toBe('Nearly all of the poster speaks for Horror.')
    expect(whereWords({ ...why, map: map(0.1), level: null })).toContain('speaks against')
    expect(whereWords({ ...why, map: map(0.1) })).toContain('how many films are Horror')
    const parts = { fromPicture: 0.2, fromTitle: 0.9, decidedBy: 'title' } as const
    expect(whereWords({ ...why, map: map(0.1), parts })).toContain('but its title does')
    expect(whereWords({ ...why, map: null, mapMissing: 'file' })).toContain('The file is not there')
    await setLanguage('de')
    expect(whereWords({ ...why, map: map(0.1) })).toContain('wie viele Filme Horror sind')
  })

  it('says what its bars show, and promises a title’s share only where it had one', () => {
    expect(barWords(genre, false)).toBe('From the picture: 80 in 100; likely from 60')
    expect(barWords(genre, true)).toBe('From picture and title: 80 in 100; likely from 60')
    const parts = { fromPicture: 0.314, fromTitle: 0.9, decidedBy: 'title' } as const
    const weak = { ...genre, parts, likelyFrom: null }
    expect(barWords(weak, true)).toBe('From the picture: 31 in 100; from the title: 90; together: 80')
    expect(reliabilityWords(weak)).toContain('from picture and title')
    expect(barWords({ ...genre, probability: null }, false)).toBe('Not predicted yet')
  })

  it('says which of picture and title decided, or that neither did', () => {
    const by = (decidedBy: GenreParts['decidedBy'], level: PosterGenre['level'] = 'likely') =>
      decidedWords({ ...genre, level, parts: { fromPicture: 0.31, fromTitle: 0.9, decidedBy } })
    expect(decidedWords(genre)).toBeNull()
    expect(by('title')).toBe('Here the title decided: it says 90 in 100, the picture 31.')
    expect(by('picture')).toBe('Here the picture decided: it says 31 in 100, the title 90.')
    expect(by('both')).toContain('picture and title agree')
    expect(by('neither')).toContain('how many films are Horror')
    expect(by('neither', null)).toContain('how few films are Horror')
  })

  it('says why a title had no say', () => {
    expect(silentWords({ titleSilent: null })).toBeNull()
    expect(silentWords({ titleSilent: 'bare-name' })).toContain('add the year')
  })

  it('has a word for each level and a source for each claim', () => {
    expect(levelWord(genre)).toBe('Likely')
    expect(levelWord({ ...genre, level: null })).toBe('—')
    expect(claimOf(genre)).toBeNull()
    expect(claimOf({ ...genre, nfo: true })).toBe('nfo')
    expect(claimOf({ ...genre, nfo: true, verdict: 'no', verdictSource: 'bulk' })).toBe('bulk')
  })

  it('lists genres as a person would', async () => {
    expect(genresWords(['Horror', 'Mystery'])).toBe('Horror and Mystery')
    await setLanguage('de')
    expect(genresWords(['Horror', 'Crime'])).toBe('Horror und Krimi')
  })

  it('tells where title and year are from', () => {
    expect(sourceWords({ titleSource: 'nfo', yearSource: 'nfo' })).toBe('from the NFO beside it')
    expect(sourceWords({ titleSource: 'person', yearSource: 'person' })).toBe('given by you')
    expect(sourceWords({ titleSource: 'name', yearSource: 'person' })).toBe('year given by you')
    expect(sourceWords({ titleSource: null, yearSource: null })).toBe('no title in its name')
  })

  it('takes a year, nothing, and no nonsense', () => {
    expect([yearOf('1984'), yearOf(' '), yearOf('84'), yearOf('2600'), yearOf('later')]).toEqual([
      1984,
      null,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('names a file by its folder and name', () => {
    expect(shortPath('/films/The Hollow Pines (1984)/poster.jpg')).toBe('The Hollow Pines (1984)/poster.jpg')
    expect(shortPath('C:\\a.jpg')).toBe('C:/a.jpg')
  })
})

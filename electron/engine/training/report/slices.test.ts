import { describe, expect, it } from 'vitest'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { Slice } from '#shared/domain/scoreboard.ts'
import { drawnTraining } from '../../../../tests/helpers/drawn-training.ts'
import { sayingAtLevels } from './headlines.ts'
import type { SlicedFilm } from './slices.ts'
import { slicesOf, withoutResults } from './slices.ts'

const NOTHING_KNOWN: SlicedFilm = { year: null, art: null, grayscale: null }
const LABELS: Genre[] = ['Drama', 'War']
const LEVELS = LABELS.map(() => ({ likely: 0.5, maybe: 0.4 }))

/** Two genres; each film is [score and truth of Drama, of War]. */
function judged(films: readonly (readonly [number, 0 | 1, number, 0 | 1])[], known: readonly SlicedFilm[]) {
  const scores = Float64Array.from(films.flatMap(([drama, , war]) => [drama, war]))
  const truth = Uint8Array.from(films.flatMap(([, isDrama, , isWar]) => [isDrama, isWar]))
  return slicesOf(
    { model: sayingAtLevels(scores, LEVELS), previous: null },
    { truth, labels: LABELS, trainingPrevalence: [0.5, 0.2] },
    known,
    { resamples: 20 },
  )
}

describe('slicesOf', () => {
  // Thirty dramas of which every second is put first, thirty other films; none is a war film but one.
  const dramas = Array.from({ length: 30 }, (_, film) => [film % 2 === 0 ? 0.9 : 0.1, 1, 0.3, 0] as const)
  const others = Array.from({ length: 30 }, (_, film) => [0.6, 0, 0.2, film === 0 ? 1 : 0] as const)
  const eighties = [...dramas, ...others]
  const nineties = eighties.slice(28, 32)
  const known = [
    ...eighties.map(() => ({ year: 1984, art: 'imdb', grayscale: false })),
    ...nineties.map(() => ({ year: 1990, art: 'tmdb', grayscale: true })),
    { year: null, art: 'imdb', grayscale: null },
  ]
  const slices = judged([...eighties, ...nineties, [0.9, 1, 0, 0]], known)
  const [first, second, undated] = slices.decade ?? []

  it('puts every film into one slice of each kind, those not known last', () => {
    const told = (list: Slice[] | null) => list?.map(({ name, films }) => [name, films])
    expect(told(slices.decade)).toEqual([
      ['1980', 60],
      ['1990', 4],
      [null, 1],
    ])
    expect(told(slices.art)).toEqual([
      ['imdb', 61],
      ['tmdb', 4],
    ])
    expect(told(slices.colour)).toEqual([
      ['colour', 60],
      ['grayscale', 4],
      [null, 1],
    ])
  })

  it('averages only genres that enough films of the slice have, and says how many', () => {
    // Drama: 15 films first, all right, then 30 wrong ones, then the other 15: AP = (15 × 1 + 15 × 30/60) / 30.
    expect(first?.genresAveraged).toBe(1)
    expect(first?.headlines.macroMAP.value).toBeCloseTo(0.75, 12)
    expect(first?.headlines.macroMAP).toMatchObject({
      measure: 'macroMAP',
      prior: { value: 0.5 },
      isHeadlined: true,
    })
  })

  it('pools all answers of a slice, and counts what is called likely', () => {
    // Of 120 answers: 15 right at 0.9, 30 wrong at 0.6, 30 wrong at 0.3, 1 of 30 right at 0.2, 15 right at 0.1.
    const micro = (15 * 1 + 1 * (16 / 105) + 15 * (31 / 120)) / 31
    expect(first?.headlines.microMAP.value).toBeCloseTo(micro, 12)
    expect(first?.headlines.likelyPrecision.value).toBeCloseTo(15 / 45, 12)
    expect(first?.likelyPerPoster.value).toBeCloseTo(45 / 60, 12)
    expect(first?.likelyPerPoster.interval?.[0]).toBeLessThan(45 / 60)
  })

  it('tells nothing of fewer than fifty films: no interval, no result', () => {
    expect(first?.tooFew).toBe(false)
    for (const few of [second, undated]) {
      expect(few).toMatchObject({ tooFew: true, genresAveraged: 0, likelyPerPoster: { interval: null } })
      expect(
        Object.values(few?.headlines ?? {}).map(({ interval, isHeadlined }) => [interval, isHeadlined]),
      ).toEqual([
        [null, false],
        [null, false],
        [null, false],
      ])
    }
  })

  it('leaves a kind out of which the metadata tells nothing', () => {
    const none = judged(
      eighties,
      eighties.map(() => NOTHING_KNOWN),
    )
    expect(none).toEqual({ decade: null, art: null, colour: null })
  })

  it('takes a column of many different texts for no sources', () => {
    const named = eighties.map((_, film) => ({ ...NOTHING_KNOWN, art: `https://pictures/${film}.jpg` }))
    expect(judged(eighties, named).art).toBeNull()
  })

  it('compares with the model before on the films of each slice', () => {
    const { films, scores, truth, levels, trainingPrevalence } = drawnTraining({ films: 200 })
    const model = sayingAtLevels(scores, levels)
    const { colour } = slicesOf(
      { model, previous: model },
      { truth, labels: GENRES, trainingPrevalence },
      films,
      { resamples: 20 },
    )
    expect(colour?.[0]?.headlines.macroMAP).toMatchObject({
      previous: { difference: 0, interval: [0, 0], verdict: 'same' },
      isHeadlined: false,
    })
    expect(colour?.[0]?.headlines.macroMAP?.nothing.verdict).toBe('better')
  })

  it('calls nothing a result where films are shared', () => {
    const results = withoutResults(slices).decade?.flatMap(({ headlines }) => Object.values(headlines)) ?? []
    expect(results.some(({ isHeadlined }) => isHeadlined)).toBe(false)
  })
})

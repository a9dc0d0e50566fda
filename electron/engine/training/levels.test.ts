import { describe, expect, it } from 'vitest'
import { seededRandom } from '../platform/random.ts'
import type { GenreLevel } from './levels.ts'
import { crossFitLevels, fitLevels } from './levels.ts'

/** One genre's films in runs of equal score: `[score, films, films of the genre among them]`. */
function filmsOf(runs: [score: number, films: number, right: number][]) {
  const scores: number[] = []
  const truth: number[] = []
  for (const [score, films, right] of runs) {
    for (let film = 0; film < films; film++) {
      scores.push(score)
      truth.push(film < right ? 1 : 0)
    }
  }
  return { scores: Float64Array.from(scores), truth: Uint8Array.from(truth) }
}

function levelOf(runs: [number, number, number][]) {
  const { scores, truth } = filmsOf(runs)
  return rounded(fitLevels(scores, truth, 1))[0]
}

/** To the scores they stand for: a level lies a little below. */
function rounded(levels: readonly GenreLevel[]): GenreLevel[] {
  const to = (value: number) => Math.round(value * 100) / 100
  return levels.map((level) => ({
    likely: level.likely === null ? null : to(level.likely),
    fewer: level.fewer === null ? null : to(level.fewer),
    more: level.more === null ? null : to(level.more),
    maybe: to(level.maybe),
  }))
}

describe('fitLevels', () => {
  it('leaves a film on its side of a level when its score is computed a little differently', () => {
    const { scores, truth } = filmsOf([
      [0.9, 10, 9],
      [0.7, 20, 10],
      [0.2, 70, 5],
    ])
    const [level] = fitLevels(scores, truth, 1)
    if (level?.likely == null) throw new Error('It gets there')
    expect(level.likely).toBeLessThan(0.7 - 0.001)
    expect(level.likely).toBeGreaterThan(0.7 - 0.003)
  })

  it('calls likely from the lowest probability whose precision is 0.60', () => {
    // Precision from 0.9 down: 0.90, 0.60 and 0.47.
    const level = levelOf([
      [0.9, 10, 9],
      [0.7, 10, 3],
      [0.4, 10, 2],
    ])
    expect(level?.likely).toBe(0.7)
  })

  it('takes a precision a film short of 0.60 for too low', () => {
    const level = levelOf([
      [0.9, 10, 9],
      [0.7, 10, 2],
    ])
    expect(level?.likely).toBe(0.9)
  })

  it('goes past a dip in precision when it recovers further down', () => {
    const level = levelOf([
      [0.9, 10, 9],
      [0.7, 10, 1],
      [0.5, 20, 15],
    ])
    expect(level?.likely).toBe(0.5)
  })

  it('calls a genre weak that never gets there', () => {
    const level = levelOf([
      [0.9, 20, 11],
      [0.2, 40, 4],
    ])
    expect(level?.likely).toBeNull()
    expect(level?.maybe).toBe(0.9)
  })

  it('asks for more certainty where fewer are wanted, and for less where more are, down to maybe', () => {
    // Precision from 0.9 down: 0.90, 0.65, 0.53 and 0.44.
    const level = levelOf([
      [0.9, 10, 9],
      [0.7, 10, 4],
      [0.5, 20, 8],
      [0.3, 10, 1],
    ])
    expect(level).toEqual({ fewer: 0.9, likely: 0.7, more: 0.5, maybe: 0.5 })
  })

  it('takes what is right most often for fewer, where nothing is right three times in four', () => {
    const level = levelOf([
      [0.9, 10, 7],
      [0.7, 10, 5],
    ])
    expect(level).toMatchObject({ fewer: 0.9, likely: 0.7 })
  })

  it('does not trust a handful of films', () => {
    const level = levelOf([
      [0.9, 4, 4],
      [0.5, 36, 10],
    ])
    expect(level?.likely).toBeNull()
  })

  it('says maybe from the best F1 on', () => {
    // F1 from 0.9 down: 0.63, 0.74 and 0.60.
    const level = levelOf([
      [0.9, 10, 9],
      [0.6, 15, 7],
      [0.3, 20, 2],
    ])
    expect(level?.maybe).toBe(0.6)
  })

  it('never says maybe below a precision of 0.30, even where F1 is better', () => {
    // Precision and F1: 0.40 and 0.14 at 0.8, 0.26 and 0.41 at 0.2.
    const level = levelOf([
      [0.8, 10, 4],
      [0.2, 180, 46],
    ])
    expect(level).toMatchObject({ likely: null, maybe: 0.8 })
  })

  it('keeps maybe at or below likely', () => {
    const random = seededRandom(4)
    const truth = Uint8Array.from({ length: 20 * 300 }, () => (random() < 0.3 ? 1 : 0))
    const scores = Float32Array.from(truth, (value) => 0.4 * value + 0.6 * random())
    for (const level of fitLevels(scores, truth, 20)) {
      expect(level.likely).not.toBeNull()
      expect(level.maybe).toBeLessThanOrEqual(level.likely ?? 0)
    }
  })

  it('fits every genre on its own column', () => {
    const strong = filmsOf([
      [0.8, 20, 18],
      [0.1, 20, 0],
    ])
    const weak = filmsOf([
      [0.6, 20, 8],
      [0.1, 20, 1],
    ])
    const scores = new Float64Array(80)
    const truth = new Uint8Array(80)
    for (let film = 0; film < 40; film++) {
      scores.set([strong.scores[film] ?? 0, weak.scores[film] ?? 0], 2 * film)
      truth.set([strong.truth[film] ?? 0, weak.truth[film] ?? 0], 2 * film)
    }
    expect(rounded(fitLevels(scores, truth, 2))).toMatchObject([
      { likely: 0.8, maybe: 0.8 },
      { likely: null, maybe: 0.6 },
    ])
  })
})

describe('crossFitLevels', () => {
  it('is as right as the levels promise when scores mean the same everywhere', () => {
    const { scores, truth } = filmsOf([
      [0.9, 200, 180],
      [0.1, 800, 20],
    ])
    const fit = crossFitLevels(scores, truth, 1)
    expect(fit.perGenre).toEqual([
      { likelyPrecision: 0.9, likelyRecall: 0.9, maybePrecision: 0.9, maybeRecall: 0.9, support: 200 },
    ])
    expect(fit.likely).toEqual({ precision: 0.9, recall: 0.9, perPoster: 0.2 })
  })

  it('shows that a level fitted to noise does not hold', () => {
    const random = seededRandom(8)
    const truth = Uint8Array.from({ length: 20 * 100 }, () => (random() < 0.5 ? 1 : 0))
    const scores = Float32Array.from(truth, () => random())
    const fit = crossFitLevels(scores, truth, 20)
    expect(fitLevels(scores, truth, 20).some((level) => level.likely !== null)).toBe(true)
    expect(fit.likely.precision).toBeLessThan(0.58)
  })

  it('gives a weak genre no likely precision', () => {
    const { scores, truth } = filmsOf([
      [0.8, 100, 40],
      [0.1, 100, 0],
    ])
    const fit = crossFitLevels(scores, truth, 1)
    expect(fit.perGenre[0]).toMatchObject({ likelyPrecision: null, likelyRecall: 0, maybePrecision: 0.4 })
    expect(fit.likely).toEqual({ precision: 0, recall: 0, perPoster: 0 })
  })

  it('gives the same for the same seed', () => {
    const random = seededRandom(2)
    const truth = Uint8Array.from({ length: 400 }, () => (random() < 0.4 ? 1 : 0))
    const scores = Float32Array.from(truth, (value) => 0.3 * value + 0.7 * random())
    expect(crossFitLevels(scores, truth, 4, { seed: 5 })).toEqual(
      crossFitLevels(scores, truth, 4, { seed: 5 }),
    )
    expect(crossFitLevels(scores, truth, 4, { seed: 6 })).not.toEqual(
      crossFitLevels(scores, truth, 4, { seed: 5 }),
    )
  })
})

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { seededRandom } from '../../platform/random.ts'
import type { Measures } from '#shared/contract/models.ts'
import { measure } from './measure.ts'

const FIXTURES = join(import.meta.dirname, '../../../../tests/fixtures/measures')

interface Fixture {
  labels: Genre[]
  scores: number[]
  truth: number[]
  thresholds: number[]
  likely: (number | null)[]
  trainingPrevalence: number[]
  expected: Partial<Measures>
}

function inputOf(fixture: Fixture) {
  return { ...fixture, scores: Float32Array.from(fixture.scores), truth: Uint8Array.from(fixture.truth) }
}

/** Compares every number of `expected` to 1e-6 and everything else exactly. */
function expectClose(actual: unknown, expected: unknown, at: string): void {
  if (typeof expected === 'number') {
    expect(actual, at).toBeTypeOf('number')
    expect(Math.abs((actual as number) - expected), at).toBeLessThanOrEqual(1e-6)
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [key, value] of Object.entries(expected)) {
      expectClose((actual as Record<string, unknown>)[key], value, `${at}.${key}`)
    }
  } else {
    expect(actual, at).toBe(expected)
  }
}

const fixtures = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({
    name: file.slice(0, -'.json'.length),
    fixture: JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as Fixture,
  }))

/** Films whose scores say something about their genres, all twenty. */
function drawnFilms(films: number, seed: number) {
  const random = seededRandom(seed)
  const truth = Uint8Array.from({ length: films * GENRES.length }, () => (random() < 0.3 ? 1 : 0))
  return {
    scores: Float32Array.from(truth, (value) => 0.3 * value + 0.7 * random()),
    truth,
    labels: [...GENRES],
    thresholds: GENRES.map(() => 0.5),
    likely: GENRES.map((_, label) => (label === 3 ? null : 0.7)),
    trainingPrevalence: GENRES.map(() => 0.3),
  }
}

describe('measure', () => {
  it('has fixtures with ties, a genre without positives and a film without labels', () => {
    const fixture = fixtures.find(({ name }) => name === 'ties')?.fixture
    expect(fixture).toBeDefined()
    if (fixture === undefined) return
    expect(new Set(fixture.scores).size).toBeLessThan(20)
    expect(fixture.expected.genresAveraged).toBe(19)
    expect(fixture.truth.slice(0, fixture.labels.length)).not.toContain(1)
  })

  it.each(fixtures)('agrees with scikit-learn to 1e-6: $name', ({ fixture, name }) => {
    const measured = measure({ ...inputOf(fixture), resamples: 0 })
    expect(Object.keys(fixture.expected).length).toBeGreaterThan(15)
    expectClose(measured, fixture.expected, name)
  })

  it('gives an interval around the point, the same for the same seed', () => {
    const films = { ...drawnFilms(120, 5), resamples: 200 }
    const first = measure({ ...films, seed: 7 })
    const [low, high] = first.macroMAPInterval ?? [0, 0]
    expect(low).toBeLessThan(first.macroMAP ?? 0)
    expect(high).toBeGreaterThan(first.macroMAP ?? 1)
    expect((low + high) / 2).toBeCloseTo(first.macroMAP ?? 0, 12)
    expect(measure({ ...films, seed: 7 })).toEqual(first)
    expect(measure({ ...films, seed: 8 }).macroMAPInterval).not.toEqual(first.macroMAPInterval)
  })

  it('gives no interval where there is no point', () => {
    const films = drawnFilms(12, 6)
    expect(measure({ ...films, truth: new Uint8Array(films.truth.length) }).macroMAPInterval).toBeNull()
  })

  it('never calls a weak genre likely', () => {
    const films = drawnFilms(40, 9)
    const certain = { ...films, scores: films.scores.map(() => 1), resamples: 0 }
    expect(measure(certain).likely.perPoster).toBe(GENRES.length - 1)
    const nothing = measure({ ...certain, likely: GENRES.map(() => null) })
    expect(nothing.likely).toEqual({ precision: null, recall: 0, perPoster: 0 })
  })

  it('breaks ties among the first three by label order', () => {
    const labels: Genre[] = ['Action', 'Comedy', 'Drama', 'Horror']
    const judged = (truth: number[]) =>
      measure({
        scores: Float32Array.of(0.5, 0.5, 0.5, 0.5),
        truth: Uint8Array.from(truth),
        labels,
        thresholds: labels.map(() => 0.5),
        likely: labels.map(() => null),
        trainingPrevalence: labels.map(() => 0.5),
        resamples: 0,
      })
    expect(judged([1, 0, 0, 0])).toMatchObject({ top1: 1, top3Hit: 1 })
    expect(judged([0, 0, 1, 0])).toMatchObject({ top1: 0, top3Hit: 1 })
    expect(judged([0, 0, 0, 1])).toMatchObject({ top1: 0, top3Hit: 0 })
  })

  it('marks genres of fewer than 25 films as too few', () => {
    const films = drawnFilms(30, 3)
    for (let film = 0; film < 30; film++) {
      films.truth[film * GENRES.length] = film < 25 ? 1 : 0
      films.truth[film * GENRES.length + 1] = film < 24 ? 1 : 0
    }
    const [action, adventure] = measure({ ...films, resamples: 0 }).perGenre
    expect(action).toMatchObject({ support: 25, tooFew: false })
    expect(adventure).toMatchObject({ support: 24, tooFew: true })
  })

  it('refuses shapes that do not fit, and no films', () => {
    const films = drawnFilms(4, 1)
    expect(() => measure({ ...films, scores: films.scores.subarray(1) })).toThrow(RangeError)
    expect(() => measure({ ...films, likely: [null] })).toThrow(RangeError)
    expect(() => measure({ ...films, scores: new Float32Array(), truth: new Uint8Array() })).toThrow(
      RangeError,
    )
  })
})

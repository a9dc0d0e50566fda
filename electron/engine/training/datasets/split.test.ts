import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { temporaryFolder } from '../../../../tests/helpers/temporary.ts'
import { drawnFilms, trainingFilm as film } from '../../../../tests/helpers/training-films.ts'
import { seededRandom, shuffledIndices } from '../../platform/random.ts'
import type { TrainingFilm } from './film.ts'
import { splitFilms } from './split.ts'

const filesOf = (films: readonly TrainingFilm[], places: readonly number[]) =>
  places.map((place) => films[place]?.file).sort()

/** How far each genre's films on the validation side are from their share. */
function distances(films: readonly TrainingFilm[], validation: readonly number[], share: number): number[] {
  return GENRES.map((genre) => {
    const all = films.filter(({ genres }) => genres.includes(genre)).length
    const there = validation.filter((place) => films[place]?.genres.includes(genre)).length
    return Math.abs(there - all * share)
  })
}

describe('splitFilms by share', () => {
  it.each([0.25, 0.1, 0.5])('gives every genre, rare ones too, its share of %d within a film', (share) => {
    const films = drawnFilms(2000)
    const { training, validation } = splitFilms(films, { validation: share, seed: 7 })
    expect([...training, ...validation].sort((left, right) => left - right)).toEqual([...films.keys()])
    expect(validation).toHaveLength(2000 * share)
    expect(Math.max(...distances(films, validation, share))).toBeLessThanOrEqual(1)
  })

  it('is the same for the same seed and another for another', () => {
    const films = drawnFilms(300)
    const one = splitFilms(films, { validation: 0.25, seed: 7 })
    expect(splitFilms(films, { validation: 0.25, seed: 7 })).toEqual(one)
    expect(splitFilms(films, { validation: 0.25, seed: 8 }).validation).not.toEqual(one.validation)
  })

  it('is the same in whatever order the films come', () => {
    const films = drawnFilms(300).map((each, place) => ({ ...each, filmKey: `film ${place >> 1}` }))
    const pairs: [string, string][] = [
      ['film-00010.jpg', 'film-00100.jpg'],
      ['film-00200.jpg', 'film-00100.jpg'],
    ]
    const split = (of: TrainingFilm[]) => {
      const at = (file: string) => of.findIndex((each) => each.file === file)
      const nearDuplicates = pairs.map(([left, right]): [number, number] => [at(left), at(right)])
      return filesOf(of, splitFilms(of, { validation: 0.25, seed: 7, nearDuplicates }).validation)
    }
    const order = shuffledIndices(films.length, seededRandom(3))
    expect(split([...order].map((place) => films[place] as TrainingFilm))).toEqual(split(films))
  })

  it('keeps pictures of one film, and nearly equal ones, on one side', () => {
    const films = drawnFilms(400).map((each, place) => ({ ...each, filmKey: `film ${place % 150}` }))
    const nearDuplicates: [number, number][] = Array.from({ length: 40 }, (_, at) => [at, 399 - at])
    const { training, validation } = splitFilms(films, { validation: 0.25, seed: 1, nearDuplicates })
    const sideOf = (place: number) => validation.includes(place)
    const keys = new Set(validation.map((place) => films[place]?.filmKey))
    expect(training.filter((place) => keys.has(films[place]?.filmKey))).toEqual([])
    expect(nearDuplicates.filter(([left, right]) => sideOf(left) !== sideOf(right))).toEqual([])
    expect(validation).toHaveLength(100)
  })

  it.each([0, 1, -0.5, 1.5, Number.NaN])('refuses a share of %d', (validation) => {
    expect(() => splitFilms(drawnFilms(10), { validation, seed: 1 })).toThrow(
      expect.objectContaining({ code: 'dataset/bad-split' }),
    )
  })

  it('refuses to leave a side without films', () => {
    const refused = expect.objectContaining({ code: 'dataset/bad-split' }) as Error
    const one = [film('a', { filmKey: 'k' }), film('b', { filmKey: 'k' })]
    expect(() => splitFilms(one, { validation: 0.5, seed: 1 })).toThrow(refused)
    expect(() => splitFilms([], { validation: 0.5, seed: 1 })).toThrow(refused)
    expect(splitFilms([film('a'), film('b')], { validation: 0.5, seed: 1 }).validation).toHaveLength(1)
  })
})

describe('splitFilms by list', () => {
  function listed(...lines: string[]): string {
    const path = join(temporaryFolder(), 'list.txt')
    writeFileSync(path, `\ufeff${lines.join('\r\n')}\r\n`)
    return path
  }

  it('judges by the films listed and counts those that are not there', () => {
    const films = drawnFilms(5)
    const validation = listed('film-00003.jpg', '', ' film-00001.jpg ', 'film-00001.jpg', 'never.jpg')
    expect(splitFilms(films, { validation, seed: 1 })).toEqual({
      training: [0, 2, 4],
      validation: [1, 3],
      notThere: 1,
      setAside: 0,
    })
  })

  it('does not learn from other pictures of what it judges by', () => {
    const films = drawnFilms(6)
    films[4] = film('other.jpg', { filmKey: films[1]?.filmKey ?? '' })
    expect(
      splitFilms(films, { validation: listed('film-00001.jpg'), seed: 1, nearDuplicates: [[4, 5]] }),
    ).toMatchObject({ training: [0, 2, 3], validation: [1], setAside: 2 })
  })

  it.each([
    ['names no film', () => listed('never.jpg')],
    ['names every film', () => listed('film-00000.jpg', 'film-00001.jpg')],
    ['is not there', () => join(temporaryFolder(), 'no-list.txt')],
  ])('refuses a list that %s', (_, list) => {
    expect(() => splitFilms(drawnFilms(2), { validation: list(), seed: 1 })).toThrow(
      expect.objectContaining({ code: 'dataset/bad-split' }),
    )
  })
})

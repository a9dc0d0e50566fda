import { describe, expect, it } from 'vitest'
import type { CatalogMeasures } from '#shared/contract/models.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { knownPart } from '../../stores/filter-address.ts'
import { confusionMatrix, measuredMatrix, nextOpen, shareOf, togetherMatrix } from './matrix.ts'
import { chanceOf, meanPrecision, rankedGenres } from './measured-genres.ts'

const table = () => GENRES.map(() => GENRES.map(() => 0))
const [horror, thriller] = [GENRES.indexOf('Horror'), GENRES.indexOf('Thriller')]

function put(cells: readonly [row: number, column: number, count: number][]): number[][] {
  const filled = table()
  for (const [row, column, count] of cells) {
    const line = filled[row]
    if (line !== undefined) line[column] = count
  }
  return filled
}

const together = put([
  [horror, horror, 40],
  [thriller, thriller, 50],
  [horror, thriller, 10],
  [thriller, horror, 10],
])
const wrong = put([
  [horror, horror, 20],
  [horror, thriller, 6],
])
const nothing = GENRES.map((_, label) => (label === horror ? 4 : 0))
const genres = GENRES.map((name, label) => ({
  name,
  known: 100,
  support: label === horror ? 40 : label === thriller ? 50 : 0,
  ap: label === horror ? 0.8 : label === thriller ? 0.6 : null,
  tooFew: label !== horror,
  likely: { said: 0, right: 0 },
  maybe: { said: 0, right: 0 },
}))
const measures: CatalogMeasures = {
  model: 'm',
  catalogRevision: 1,
  posters: 90,
  byVerdict: 90,
  byNfo: 0,
  genres,
  together,
  apart: put([[horror, thriller, 24]]),
  likely: { wrong, nothing },
  maybe: { wrong: table(), nothing: GENRES.map(() => 0) },
}

describe('the tables of genres', () => {
  it('show the genres that posters are known to be, each number with its posters', () => {
    const matrix = measuredMatrix(measures, 'likely')
    expect(matrix.genres).toEqual(['Horror', 'Thriller'])
    const [found, mistaken, none] = matrix.rows[0] ?? []
    expect(found).toMatchObject({
      kind: 'found',
      count: 20,
      of: 40,
      known: { is: ['Horror'], said: ['Horror'] },
    })
    expect(mistaken?.known).toEqual(knownPart({ is: ['Horror'], isNot: ['Thriller'], said: ['Thriller'] }))
    expect(shareOf(mistaken ?? { count: 0, of: 0 })).toBe(0.25)
    expect(none).toMatchObject({ kind: 'nothing', count: 4, known: { unsaid: GENRES } })
    expect(matrix.rows[1]?.every(({ known }) => known === null)).toBe(true)
  })

  it('ask for the posters at the level that is shown', () => {
    const matrix = measuredMatrix({ ...measures, maybe: measures.likely }, 'maybe')
    expect(matrix.rows[0]?.[0]?.known?.level).toBe('maybe')
  })

  it('open what goes together only where the posters are the catalog’s', () => {
    const [own, both] = togetherMatrix(together, true).rows[0] ?? []
    expect(own?.known).toEqual(knownPart({ is: ['Horror'] }))
    expect(both?.known).toEqual(knownPart({ is: ['Horror', 'Thriller'] }))
    expect(
      togetherMatrix(together, false)
        .rows.flat()
        .every(({ known }) => known === null),
    ).toBe(true)
  })

  it('take of the films of a report those that are not of the other genre too', () => {
    const confusion = { said: together, wrong, nothing, predicted: nothing }
    const [, mistaken] = confusionMatrix(together, confusion).rows[0] ?? []
    expect(mistaken).toMatchObject({ count: 6, of: 30, known: null })
  })

  it('go by arrow to the next number that opens something, and stay at the end', () => {
    const { rows } = togetherMatrix(
      put([
        [horror, horror, 1],
        [thriller, thriller, 1],
      ]),
      true,
    )
    expect(nextOpen(rows, [0, 0], [0, 1])).toEqual([0, 0])
    const full = togetherMatrix(together, true).rows
    expect(nextOpen(full, [0, 0], [0, 1])).toEqual([0, 1])
    expect(nextOpen(full, [0, 1], [1, 0])).toEqual([1, 1])
    expect(nextOpen(full, [0, 0], [-1, 0])).toEqual([0, 0])
  })
})

describe('the genres measured', () => {
  it('are averaged where there are enough posters, beside chance over the same', () => {
    expect(meanPrecision(genres)).toEqual({ precision: 0.8, chance: 0.4, genres: 1 })
    expect(meanPrecision([])).toBeNull()
    expect(rankedGenres(genres).map(({ name }) => name)).toEqual(['Horror', 'Thriller'])
    expect(chanceOf({ known: 0, support: 0 })).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { PosterColumns } from '#engine/catalog/columns.ts'
import { rowFilter } from '#engine/catalog/filter.ts'
import { seededRandom } from '#engine/platform/random.ts'
import { averagePrecision, rank } from '#engine/training/measures/average-precision.ts'
import type { FilterInput } from '#shared/contract/values.ts'
import { filterSchema } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { genreMask, GENRES } from '#shared/domain/genres.ts'
import { columnProbabilities, columnsRow } from '../../../tests/helpers/columns-row.ts'
import { sameLevels } from '../../../tests/helpers/levels.ts'
import { countKnown } from './model-measured.ts'

interface Known {
  yes?: Genre[]
  no?: Genre[]
  nfo?: Genre[]
  missing?: boolean
  said?: Partial<Record<Genre, number>> | null
}

function columnsOf(posters: readonly Known[]): PosterColumns {
  const columns = new PosterColumns(sameLevels(0.6, 0.4))
  posters.forEach(({ yes = [], no = [], nfo = [], missing = false, said = {} }, index) => {
    const masks = { yes: genreMask(yes), no: genreMask(no), nfo: genreMask(nfo) }
    const probabilities = columnProbabilities(said, 0.1)
    columns.put(columnsRow(index + 1, { ...masks, missing, probabilities }))
  })
  return columns
}

/** How many posters of the wall a click would lead to. */
function wallCount(columns: PosterColumns, known: NonNullable<FilterInput['known']>): number {
  const filter = filterSchema.parse({ show: 'wall', known })
  const keep = rowFilter(columns, filter, { text: null, folder: null, own: { asked: [], without: [] } })
  return Array.from({ length: columns.count }, (_, row) => keep(row)).filter(Boolean).length
}

const at = (genre: Genre) => GENRES.indexOf(genre)

describe('countKnown', () => {
  it('takes an NFO for all genres and a verdict for its own', () => {
    const columns = columnsOf([
      { nfo: ['Horror'], said: { Horror: 0.7, Thriller: 0.5 } },
      { nfo: ['Horror', 'Thriller'], no: ['Thriller'], said: {} },
      { yes: ['Horror'], said: { Horror: 0.9, Comedy: 0.9 } },
      { no: ['Horror'], said: { Horror: 0.8 } },
      { said: { Horror: 0.9 } },
      { nfo: ['Horror'], missing: true },
      { nfo: ['Horror'], said: null },
    ])
    const counted = countKnown(columns)
    expect(counted).toMatchObject({ posters: 4, byVerdict: 3, byNfo: 2 })
    expect(counted.genres[at('Horror')]).toMatchObject({
      known: 4,
      support: 3,
      tooFew: true,
      likely: { said: 3, right: 2 },
      maybe: { said: 3, right: 2 },
    })
    // By rank: 0.9 is, 0.8 is not, 0.7 and 0.1 are.
    expect(counted.genres[at('Horror')]?.ap).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 3, 12)
    expect(counted.genres[at('Comedy')]).toMatchObject({
      known: 2,
      support: 0,
      ap: null,
      likely: { said: 0 },
    })
    expect(counted.apart[at('Horror')]?.[at('Thriller')]).toBe(2)
    expect(counted.maybe.wrong[at('Horror')]?.[at('Thriller')]).toBe(1)
    expect(counted.likely.wrong[at('Horror')]?.[at('Thriller')]).toBe(0)
    expect(counted.likely.wrong[at('Horror')]?.[at('Horror')]).toBe(2)
    expect(counted.likely.nothing[at('Horror')]).toBe(1)
  })

  const random = seededRandom(8)
  const some = (share: number) => GENRES.filter(() => random() < share)
  const posters = Array.from({ length: 400 }, (): Known => {
    const isKnown = random() < 0.7
    const yes = isKnown && random() < 0.4 ? some(0.1) : []
    return {
      nfo: isKnown && random() < 0.6 ? some(0.15) : [],
      yes,
      no: isKnown ? some(0.1).filter((genre) => !yes.includes(genre)) : [],
      missing: random() < 0.05,
      said:
        random() < 0.05
          ? null
          : Object.fromEntries(GENRES.map((genre) => [genre, Math.round(random() * 20) / 20])),
    }
  })
  const columns = columnsOf(posters)
  const counted = countKnown(columns)

  it('counts in every cell the very posters that a click on it shows', () => {
    for (const [row, is] of GENRES.entries()) {
      expect(wallCount(columns, { is: [is] })).toBe(counted.genres[row]?.support)
      for (const [column, other] of GENRES.entries()) {
        const cell = (table: number[][]) => table[row]?.[column]
        expect(wallCount(columns, { is: [is, other] })).toBe(cell(counted.together))
        if (is === other) {
          expect(wallCount(columns, { is: [is], said: [is] })).toBe(cell(counted.likely.wrong))
          continue
        }
        expect(wallCount(columns, { is: [is], isNot: [other] })).toBe(cell(counted.apart))
        for (const level of ['likely', 'maybe'] as const) {
          const wrong = { is: [is], isNot: [other], said: [other], level }
          expect(wallCount(columns, wrong)).toBe(cell(counted[level].wrong))
        }
      }
      expect(wallCount(columns, { is: [is], unsaid: [...GENRES], level: 'maybe' })).toBe(
        counted.maybe.nothing[row],
      )
      const { said = 0, right = 0 } = counted.genres[row]?.likely ?? {}
      expect(wallCount(columns, { isNot: [is], said: [is] })).toBe(said - right)
      expect(wallCount(columns, { is: [is], said: [is] })).toBe(right)
    }
  })

  it('ranks as the one module of measures does, ties included', () => {
    for (const [label, genre] of GENRES.entries()) {
      const known = posters.flatMap(({ yes = [], no = [], nfo = [], missing, said }) => {
        if (missing === true || said === null || said === undefined) return []
        const isYes = yes.includes(genre) || (nfo.includes(genre) && !no.includes(genre))
        if (!isYes && !no.includes(genre) && nfo.length === 0) return []
        return [{ score: said[genre] ?? 0, isYes }]
      })
      const ranking = rank(
        Float32Array.from(known, ({ score }) => score),
        Uint8Array.from(known, ({ isYes }) => (isYes ? 1 : 0)),
      )
      expect(counted.genres[label]?.known).toBe(known.length)
      expect(counted.genres[label]?.ap).toBeCloseTo(averagePrecision(ranking) ?? NaN, 12)
    }
  })
})

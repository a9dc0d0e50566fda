import type { CatalogMeasures, MeasuredLevel } from '#shared/contract/models.ts'
import type { Known, Level } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { Confusion } from '#shared/domain/report.ts'
import { knownPart } from '../../stores/filter-address.ts'

/** A number of a table of genres by genres. */
export interface MatrixCell {
  count: number
  /** Of so many it could have been. */
  of: number
  kind: 'both' | 'own' | 'mistaken' | 'found' | 'nothing'
  genre: Genre
  other: Genre
  /** The posters that were counted; null where there are none to show. */
  known: Known | null
}

/** A row for each genre, a cell for each; behind them one more where no genre at all was said. */
export interface Matrix {
  genres: Genre[]
  rows: MatrixCell[][]
  hasNothing: boolean
}

/** How dark a cell is and what stands in it: of a hundred; nothing for none, and under 1 for few. */
export function shareOf({ count, of }: Pick<MatrixCell, 'count' | 'of'>): number {
  return of === 0 ? 0 : count / of
}

/** The places of the genres that there is anything to show of. */
function shown(together: readonly (readonly number[])[]): number[] {
  return GENRES.map((_, label) => label).filter((label) => (together[label]?.[label] ?? 0) > 0)
}

type CellMaker = (row: number, column: number) => Omit<MatrixCell, 'genre' | 'other'>

function matrixOf(
  labels: readonly number[],
  cell: CellMaker,
  nothing?: (row: number) => Omit<MatrixCell, 'genre' | 'other'>,
): Matrix {
  const nameOf = (label: number) => GENRES[label] ?? GENRES[0]
  return {
    genres: labels.map(nameOf),
    rows: labels.map((row) => [
      ...labels.map((column) => ({ ...cell(row, column), genre: nameOf(row), other: nameOf(column) })),
      ...(nothing === undefined ? [] : [{ ...nothing(row), genre: nameOf(row), other: nameOf(row) }]),
    ]),
    hasNothing: nothing !== undefined,
  }
}

const at = (table: readonly (readonly number[])[], row: number, column: number) => table[row]?.[column] ?? 0
const genre = (label: number): Genre[] => GENRES.slice(label, label + 1)

/**
 * What goes together in truth.
 * @param canOpen whether the posters are the catalog's
 */
export function togetherMatrix(together: readonly (readonly number[])[], canOpen: boolean): Matrix {
  return matrixOf(shown(together), (row, column) => {
    const count = at(together, row, column)
    const known =
      canOpen && count > 0
        ? knownPart({ is: row === column ? genre(row) : [...genre(row), ...genre(column)] })
        : null
    return { count, of: at(together, row, row), kind: row === column ? 'own' : 'both', known }
  })
}

/** What the model in use says of the catalog's posters, at a level. */
export function measuredMatrix(measures: CatalogMeasures, level: Level): Matrix {
  const { together, apart } = measures
  const counts: MeasuredLevel = measures[level]
  const open = (count: number, known: Partial<Known>) => (count > 0 ? knownPart({ ...known, level }) : null)
  return matrixOf(
    shown(together),
    (row, column) => {
      const count = at(counts.wrong, row, column)
      if (row === column) {
        const known = open(count, { is: genre(row), said: genre(row) })
        return { count, of: at(together, row, row), kind: 'found', known }
      }
      const known = open(count, { is: genre(row), isNot: genre(column), said: genre(column) })
      return { count, of: at(apart, row, column), kind: 'mistaken', known }
    },
    (row) => {
      const count = counts.nothing[row] ?? 0
      const known = open(count, { is: genre(row), unsaid: [...GENRES] })
      return { count, of: at(together, row, row), kind: 'nothing', known }
    },
  )
}

/** The same of the films that a model was judged on, which are not the catalog's. */
export function confusionMatrix(together: readonly (readonly number[])[], confusion: Confusion): Matrix {
  return matrixOf(
    shown(together),
    (row, column) =>
      row === column
        ? { count: at(confusion.said, row, row), of: at(together, row, row), kind: 'found', known: null }
        : {
            count: at(confusion.wrong, row, column),
            of: at(together, row, row) - at(together, row, column),
            kind: 'mistaken',
            known: null,
          },
    (row) => ({
      count: confusion.nothing[row] ?? 0,
      of: at(together, row, row),
      kind: 'nothing',
      known: null,
    }),
  )
}

/** The next cell in a direction that can be opened, from one of them; the same where there is none. */
export function nextOpen(
  rows: readonly (readonly MatrixCell[])[],
  [row, column]: readonly [number, number],
  [down, right]: readonly [number, number],
): [number, number] {
  let [toRow, toColumn] = [row + down, column + right]
  while (rows[toRow]?.[toColumn] !== undefined) {
    if (rows[toRow]?.[toColumn]?.known != null) return [toRow, toColumn]
    toRow += down
    toColumn += right
  }
  return [row, column]
}

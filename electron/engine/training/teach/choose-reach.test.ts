import { describe, expect, it } from 'vitest'
import { sigmoid } from '../../model/title/title-fusion.ts'
import { seededRandom } from '../../platform/random.ts'
import { chooseReach } from './choose-reach.ts'
import { FIRST_COLUMNS } from './design.ts'
import type { LogisticRows } from './map-logistic.ts'

const FEATURES = 12
const COLUMNS = FIRST_COLUMNS + FEATURES

/** Rows whose odds the parent misses by `missed` times the first feature, with a film for each two. */
function drawnRows(count: number, missed: number): { rows: LogisticRows; films: Int32Array } {
  const random = seededRandom(7)
  const offsets = Float64Array.from({ length: count }, () => 4 * random() - 2)
  const matrix = Float32Array.from({ length: count * COLUMNS }, () => 3.4 * (random() - 0.5))
  offsets.forEach((offset, row) => matrix.set([1, offset], row * COLUMNS))
  const targets = offsets.map((offset, row) =>
    random() < sigmoid(offset + missed * (matrix[row * COLUMNS + FIRST_COLUMNS] ?? 0)) ? 1 : 0,
  )
  return {
    rows: { matrix, columns: COLUMNS, offsets, targets, weights: new Float64Array(count).fill(1) },
    films: Int32Array.from({ length: count }, (_, row) => Math.floor(row / 2)),
  }
}

describe('how far a vector may reach', () => {
  it('is far where features tell what bias and scale do not', () => {
    const { rows, films } = drawnRows(400, 1.5)
    const { reach, coefficients } = chooseReach(rows, films, 1)
    expect(reach).toBeGreaterThanOrEqual(0.6)
    expect(coefficients[FIRST_COLUMNS]).toBeGreaterThan(0.5)
  })

  it('is nowhere where they tell nothing', () => {
    const { rows, films } = drawnRows(400, 0)
    expect(chooseReach(rows, films, 1)).toMatchObject({
      reach: null,
      coefficients: { length: FIRST_COLUMNS },
    })
  })

  it('is the same for the same seed', () => {
    const { rows, films } = drawnRows(200, 0.5)
    expect(chooseReach(rows, films, 3)).toEqual(chooseReach(rows, films, 3))
  })
})

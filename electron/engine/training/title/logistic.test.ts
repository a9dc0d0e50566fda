import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../platform/random.ts'
import type { SparseRows } from './logistic.ts'
import { trainLogistic } from './logistic.ts'

const WIDTH = 30

/** Films with four drawn columns and a bias each; those of low columns are mostly true. */
function drawnRows(films: number): { rows: SparseRows; isTrue: Uint8Array; all: Int32Array } {
  const random = seededRandom(5)
  const columns: number[] = []
  const starts = [0]
  const isTrue = Uint8Array.from({ length: films }, () => {
    const own = Array.from({ length: 4 }, () => Math.floor(random() * (WIDTH - 1)))
    columns.push(...own, WIDTH - 1)
    starts.push(columns.length)
    return own.reduce((sum, column) => sum + column, 0) < 40 + 30 * random() ? 1 : 0
  })
  const rows = {
    starts: Int32Array.from(starts),
    columns: Int32Array.from(columns),
    values: Float64Array.from(columns, (column) => 0.5 + column / WIDTH),
    width: WIDTH,
  }
  return { rows, isTrue, all: Int32Array.from(isTrue.keys()) }
}

/** Of ½‖w‖² + C Σ log(1 + exp(-y w·x)), which is zero where that is least. */
function gradient(
  { starts, columns, values }: SparseRows,
  isTrue: Uint8Array,
  w: Float64Array,
  cost: number,
) {
  const sums = w.slice()
  isTrue.forEach((truth, film) => {
    const at = Array.from(
      { length: (starts[film + 1] ?? 0) - (starts[film] ?? 0) },
      (_, n) => (starts[film] ?? 0) + n,
    )
    const logit = at.reduce((sum, n) => sum + (w[columns[n] ?? 0] ?? 0) * (values[n] ?? 0), 0)
    const error = 1 / (1 + Math.exp(-logit)) - truth
    for (const n of at) sums[columns[n] ?? 0] = (sums[columns[n] ?? 0] ?? 0) + cost * error * (values[n] ?? 0)
  })
  return sums
}

describe('the logistic regression', () => {
  const { rows, isTrue, all } = drawnRows(300)

  it.each([0.01, 1, 16])('ends where its loss is least, at a cost of %s', (cost) => {
    const weights = trainLogistic(rows, all, isTrue, { cost, seed: 1, mostRounds: 2_000, tolerance: 1e-9 })
    const left = Math.max(...gradient(rows, isTrue, weights, cost).map(Math.abs))
    expect(left).toBeLessThan(1e-5)
  })

  it('gives the same weights for the same seed, and learns from the films it is given only', () => {
    const some = all.filter((film) => film % 3 !== 0)
    const options = { cost: 2, seed: 7 }
    const weights = trainLogistic(rows, some, isTrue, options)
    expect(trainLogistic(rows, some, isTrue, options)).toEqual(weights)
    const others = isTrue.map((truth, film) => (film % 3 === 0 ? 1 - truth : truth))
    expect(trainLogistic(rows, some, others, options)).toEqual(weights)
  })

  it('stays finite where all films are true, or none', () => {
    for (const answer of [0, 1]) {
      const weights = trainLogistic(
        rows,
        all,
        isTrue.map(() => answer),
        { cost: 16, seed: 1 },
      )
      expect(weights.every(Number.isFinite)).toBe(true)
    }
  })
})

import { describe, expect, it } from 'vitest'
import { sigmoid } from '../../model/title/title-fusion.ts'
import { seededRandom } from '../../platform/random.ts'
import type { LogisticRows } from './map-logistic.ts'
import { crossEntropy, fitMap } from './map-logistic.ts'

const free = 1e6
const tolerance = 1e-9

function biasRows(yes: number, no: number, offset = 0): LogisticRows {
  const rows = yes + no
  return {
    matrix: new Float32Array(rows).fill(1),
    columns: 1,
    offsets: new Float64Array(rows).fill(offset),
    targets: Float64Array.from({ length: rows }, (_, row) => (row < yes ? 1 : 0)),
    weights: new Float64Array(rows).fill(1),
  }
}

describe('the logistic regression around a model', () => {
  it('learns the odds of the answers where nothing is known before', () => {
    const [bias] = fitMap(biasRows(3, 1, -2), { deviations: Float64Array.of(free), tolerance })
    expect(bias).toBeCloseTo(Math.log(3) + 2, 6)
  })

  it('weighs rows as if they were there more than once, and not at all at zero', () => {
    const rows = biasRows(2, 2)
    rows.weights.set([3, 0, 1, 0])
    const [bias] = fitMap(rows, { deviations: Float64Array.of(free), tolerance })
    expect(bias).toBeCloseTo(Math.log(3), 6)
  })

  it('stays with the model where the targets are what it says', () => {
    const rows = biasRows(0, 5, -1.5)
    rows.targets.fill(sigmoid(-1.5))
    expect(fitMap(rows, { deviations: Float64Array.of(1) })[0]).toBeCloseTo(0, 3)
  })

  it('stays finite where all answers are the same', () => {
    for (const rows of [biasRows(8, 0), biasRows(0, 8)]) {
      const [bias = NaN] = fitMap(rows, { deviations: Float64Array.of(1) })
      expect(Math.abs(bias)).toBeLessThan(3)
    }
  })

  it.each([0.1, 1])('ends where the loss is least, with a prior of deviation %s', (deviation) => {
    const random = seededRandom(3)
    const [count, columns] = [80, 7]
    const rows: LogisticRows = {
      matrix: Float32Array.from({ length: count * columns }, () => random() - 0.5),
      columns,
      offsets: Float64Array.from({ length: count }, () => 2 * random() - 1),
      targets: Float64Array.from({ length: count }, () => random()),
      weights: Float64Array.from({ length: count }, () => random()),
    }
    const deviations = new Float64Array(columns).fill(deviation)
    const loss = (point: Float64Array) =>
      rows.weights.reduce((sum, weight, row) => {
        const own = point.reduce(
          (logit, each, at) => logit + each * (rows.matrix[row * columns + at] ?? 0),
          0,
        )
        return sum + weight * crossEntropy(rows.targets[row] ?? 0, (rows.offsets[row] ?? 0) + own)
      }, 0) + point.reduce((sum, each) => sum + 0.5 * (each / deviation) ** 2, 0)
    const best = fitMap(rows, { deviations, tolerance })
    const start = Float64Array.from({ length: columns }, (_, at) => at - 3)
    fitMap(rows, { deviations, tolerance, start }).forEach((each, at) =>
      expect(each).toBeCloseTo(best[at] ?? NaN, 7),
    )
    for (let at = 0; at < columns; at++) {
      for (const step of [-1e-3, 1e-3]) {
        expect(loss(best.with(at, (best[at] ?? 0) + step))).toBeGreaterThan(loss(best))
      }
    }
  })
})

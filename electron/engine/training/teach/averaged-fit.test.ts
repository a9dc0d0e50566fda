import { describe, expect, it } from 'vitest'
import { sigmoid } from '../../model/title/title-fusion.ts'
import { seededRandom } from '../../platform/random.ts'
import { fitAveraged } from './averaged-fit.ts'
import { deviationsOf } from './design.ts'
import type { LogisticRows } from './map-logistic.ts'
import { fitMap } from './map-logistic.ts'

/** Answers to a parent whose logits are off by `bias` and, from its mean on, by the factor 1 + `scale`. */
function drawnRows(count: number, { bias = 0, scale = 0, columns = 2, seed = 1 } = {}): LogisticRows {
  const random = seededRandom(seed)
  const offsets = Float64Array.from({ length: count }, () => 4 * random() - 3)
  const matrix = new Float32Array(count * columns)
  offsets.forEach((offset, row) => matrix.set([1, offset + 1].slice(0, columns), row * columns))
  return {
    matrix,
    columns,
    offsets,
    targets: offsets.map((offset) => (random() < sigmoid(offset + bias + scale * (offset + 1)) ? 1 : 0)),
    weights: new Float64Array(count).fill(1),
  }
}

/** The share of what fits best that is taken. */
function shareOf(rows: LogisticRows): number {
  const best = fitMap(rows, { deviations: deviationsOf(rows.columns) })
  return (fitAveraged(rows)[0] ?? NaN) / (best[0] ?? NaN)
}

describe('bias and scale, averaged with no change at all', () => {
  it.each([1, 2])('hardly move where the parent is right, with %i columns', (columns) => {
    const shares = Array.from({ length: 11 }, (_, seed) => shareOf(drawnRows(2_000, { columns, seed })))
    const [least = NaN, median = NaN] = [0, 5].map(
      (place) => shares.toSorted((one, other) => one - other)[place],
    )
    expect(least).toBeGreaterThan(0)
    expect(median).toBeLessThan(0.15)
  })

  it.each([
    { bias: 0.7, columns: 1 },
    { bias: 0.7, columns: 2 },
    { scale: -0.4, columns: 2 },
  ])('move all the way where many answers say so: %o', (off) => {
    const rows = drawnRows(2_000, off)
    expect(shareOf(rows)).toBeGreaterThan(0.99)
    const learned = fitAveraged(rows)
    expect(Math.abs((learned[0] ?? NaN) - (off.bias ?? 0))).toBeLessThan(0.2)
    if (off.columns === 2) expect(Math.abs((learned[1] ?? NaN) - (off.scale ?? 0))).toBeLessThan(0.2)
  })

  it('move further the more answers there are', () => {
    const shares = [20, 80, 320, 1_280].map((count) => shareOf(drawnRows(count, { bias: 0.6 })))
    expect(shares).toEqual(shares.toSorted((one, other) => one - other))
    expect(shares[0]).toBeLessThan(0.5)
  })

  it('weighs both by their exact evidence where that is known: at even odds the answers are nearly normal', () => {
    // At a logit near zero and a small prior the likelihood is normal with variance 4 an answer.
    const count = 400
    const rows: LogisticRows = {
      matrix: new Float32Array(count).fill(1),
      columns: 1,
      offsets: new Float64Array(count),
      targets: Float64Array.from({ length: count }, (_, row) => (row < 0.55 * count ? 1 : 0)),
      weights: new Float64Array(count).fill(1),
    }
    const [deviation = NaN] = deviationsOf(1)
    const [mean, variance] = [4 * 0.05, 4 / count]
    const logRatio =
      0.5 * Math.log(variance / (variance + deviation ** 2)) +
      0.5 * mean ** 2 * (1 / variance - 1 / (variance + deviation ** 2))
    expect(shareOf(rows)).toBeCloseTo(sigmoid(logRatio - 1), 1)
  })
})

import { describe, expect, it } from 'vitest'
import { rocAuc } from './roc-auc.ts'

const auc = (scores: number[], truth: number[], weights = scores.map(() => 1)) =>
  rocAuc(Float64Array.from(scores), Uint8Array.from(truth), Float64Array.from(weights))

describe('the area under the ROC curve', () => {
  it('is the share of pairs in the right order, ties counting half', () => {
    expect(auc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75)
    expect(auc([1, 2, 3, 4], [0, 0, 1, 1])).toBe(1)
    expect(auc([4, 3, 2, 1], [0, 0, 1, 1])).toBe(0)
    expect(auc([1, 1, 1, 1], [0, 1, 0, 1])).toBe(0.5)
    expect(auc([1, 2, 2, 3], [0, 1, 0, 1])).toBe(0.875)
  })

  it('counts what weighs double as if it were there twice', () => {
    expect(auc([1, 2, 3], [0, 1, 0], [2, 1, 1])).toBe(auc([1, 1, 2, 3], [0, 0, 1, 0]))
    expect(auc([1, 2, 3], [0, 1, 0], [1, 1, 0])).toBe(1)
  })

  it('has no value without one of each', () => {
    expect(auc([1, 2], [1, 1])).toBeNull()
    expect(auc([], [])).toBeNull()
  })
})

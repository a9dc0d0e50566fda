import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../platform/random.ts'
import { BestRows } from './best-rows.ts'

describe('the best of many candidates', () => {
  it('are those that a whole sort would give, the first offered before their equals', () => {
    const random = seededRandom(3)
    const scores = Array.from({ length: 5_000 }, () => Math.floor(random() * 200))
    const best = new BestRows(40)
    scores.forEach((score, row) => best.offer(row, null, score))
    const sorted = scores
      .map((score, row) => ({ row, score }))
      .sort((a, b) => b.score - a.score || a.row - b.row)
    expect(best.all().map(({ row }) => row)).toEqual(sorted.slice(0, 40).map(({ row }) => row))
  })

  it('are all of them where there are few, and none that is not a number', () => {
    const best = new BestRows(10)
    best.offer(1, 2, 0.5)
    best.offer(2, 3, NaN)
    best.offer(3, null, 0.7)
    expect(best.all()).toEqual([
      { row: 3, genre: null, score: 0.7 },
      { row: 1, genre: 2, score: 0.5 },
    ])
  })
})

import { describe, expect, it } from 'vitest'
import { sigmoid } from '../../model/title/title-fusion.ts'
import { seededRandom } from '../../platform/random.ts'
import type { GenreLevel } from '../levels.ts'
import type { JudgedPair } from './judged-pairs.ts'
import { taughtLevels } from './taught-levels.ts'

const parent: GenreLevel = { likely: 0.6, fewer: 0.8, more: 0.45, maybe: 0.35 }

function pairs(count: number, truth: (logit: number) => number, seed = 1): JudgedPair[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, film) => {
    const after = 8 * random() - 4
    return { film, label: 0, weight: 1, before: after, after, isYes: random() < truth(after) }
  })
}

describe('levels of a taught head', () => {
  it('stay where nothing was learned, nothing judges, or too little does', () => {
    expect(taughtLevels([parent], [], pairs(200, sigmoid))).toEqual([parent])
    expect(taughtLevels([parent], [0], [])).toEqual([parent])
    expect(taughtLevels([parent], [0], pairs(9, sigmoid))).toEqual([parent])
    expect(
      taughtLevels(
        [parent],
        [0],
        pairs(200, () => 0),
      ),
    ).toEqual([parent])
    expect(
      taughtLevels(
        [parent],
        [0],
        pairs(200, () => 1),
      ),
    ).toEqual([parent])
  })

  it('move towards what the verdicts say, the further the more there are', () => {
    // A probability promises too much here, so likely must begin higher.
    const over = (logit: number) => sigmoid(logit - 2.5)
    const [few] = taughtLevels([parent], [0], pairs(60, over))
    const [many] = taughtLevels([parent], [0], pairs(600, over))
    expect(few?.likely).toBeGreaterThan(0.6)
    expect(many?.likely).toBeGreaterThan(few?.likely ?? 1)
  })

  it('move little where few say yes, however many say no', () => {
    const rare = (logit: number) => 0.04 * sigmoid(logit)
    const even = (logit: number) => sigmoid(logit - 2.5)
    const moved = (truth: (logit: number) => number) => {
      const [level] = taughtLevels([parent], [0], pairs(200, truth))
      return Math.abs(Math.log((level?.likely ?? NaN) / (1 - (level?.likely ?? NaN))) - Math.log(0.6 / 0.4))
    }
    expect(moved(rare)).toBeLessThan(moved(even) / 3)
  })

  it('leave a weak genre weak', () => {
    const weak = { ...parent, likely: null, fewer: null }
    expect(taughtLevels([weak], [0], pairs(300, sigmoid))[0]).toMatchObject({ likely: null, fewer: null })
  })

  it('stay probabilities in their order, whatever the verdicts', () => {
    for (let seed = 0; seed < 60; seed++) {
      const random = seededRandom(seed)
      const [slope, shift] = [4 * random() - 1, 6 * random() - 3]
      const likely = random() < 0.2 ? null : 0.5 + 0.4 * random()
      const drawn = {
        likely,
        fewer: likely === null ? null : likely + (1 - likely) * random(),
        more: 0.4,
        maybe: 0.4 * random(),
      }
      const told = pairs(10 + Math.floor(200 * random()), (logit) => sigmoid(slope * logit + shift), seed)
      const [level] = taughtLevels([drawn], [0], told)
      const order = [level?.maybe, level?.more, level?.likely, level?.fewer].filter((each) => each != null)
      expect(order.toSorted((left, right) => left - right)).toEqual(order)
      expect(order.every((each) => each >= 0 && each <= 1)).toBe(true)
    }
  })
})

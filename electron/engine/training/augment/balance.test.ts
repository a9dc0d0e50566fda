import { GENRES } from '#shared/domain/genres.ts'
import { describe, expect, it } from 'vitest'
import { balanceSamples, classWeights, consecutiveSplits, labelCounts, planBalance } from './balance.ts'

const [ACTION, DRAMA, WAR, WESTERN] = ['Action', 'Drama', 'War', 'Western'].map((name) =>
  GENRES.findIndex((genre) => genre === name),
) as [number, number, number, number]

/** Labels of films by their genres. */
function labelled(films: number[][]): Uint8Array {
  const labels = new Uint8Array(films.length * GENRES.length)
  for (const [film, genres] of films.entries())
    for (const genre of genres) labels[film * GENRES.length + genre] = 1
  return labels
}

/** 100 dramas, 30 of them with action, 10 of them of war, and 4 Westerns. */
const FILMS = Array.from({ length: 104 }, (_, film) => {
  if (film >= 100) return [WESTERN]
  return [DRAMA, ...(film < 30 ? [ACTION] : []), ...(film >= 40 && film < 50 ? [WAR] : [])]
})
const LABELS = labelled(FILMS)
const ALL = Array.from(FILMS.keys())
const PLAN = { seed: 7, ratio: 1.3 }

describe('planBalance', () => {
  it('adds as many copies as asked, of each film in turn', () => {
    const copies = planBalance(LABELS, ALL, PLAN)
    expect(copies).toHaveLength(31)
    expect(new Set(copies.map(({ film, copy }) => `${film}/${copy}`)).size).toBe(31)
    expect(Math.max(...copies.map(({ copy }) => copy))).toBeLessThanOrEqual(4)
    for (const { film, copy } of copies.filter((each) => each.copy > 1))
      expect(copies).toContainEqual({ film, copy: copy - 1 })
  })

  it('gives to the rarest genres first', () => {
    const after = labelCounts(LABELS, balanceSamples(LABELS, ALL, PLAN))
    // The four Westerns have four copies each; what is left goes to the films of war.
    expect(after[WESTERN]).toBe(20)
    expect(after[WAR]).toBe(25)
    expect(after[ACTION]).toBe(30)
  })

  it('adds the paper’s share if none is asked', () => {
    const many = labelled(Array.from({ length: 1000 }, (_, film) => [film % GENRES.length]))
    expect(
      planBalance(
        many,
        Array.from({ length: 1000 }, (_, film) => film),
        { seed: 1 },
      ),
    ).toHaveLength(401)
  })

  it('copies only films that are learned from, and none without a genre', () => {
    const labels = labelled([[WAR], [], [WAR], [DRAMA]])
    const copies = planBalance(labels, [0, 1], { seed: 1, ratio: 10 })
    expect(copies.map(({ film }) => film)).toEqual([0, 0, 0, 0])
  })

  it('is drawn from the seed', () => {
    expect(planBalance(LABELS, ALL, PLAN)).toEqual(planBalance(LABELS, ALL, PLAN))
    expect(planBalance(LABELS, ALL, PLAN)).not.toEqual(planBalance(LABELS, ALL, { ...PLAN, seed: 8 }))
  })
})

describe('classWeights', () => {
  it('is what makes both sides equal, within bounds', () => {
    const weights = classWeights(LABELS, ALL)
    expect(weights[DRAMA]).toBeCloseTo(0.04)
    expect(weights[ACTION]).toBeCloseTo(74 / 30)
    expect(weights[WESTERN]).toBe(10)
    expect(weights[GENRES.indexOf('Music')]).toBe(1)
  })
})

describe('consecutiveSplits', () => {
  it('cuts without a gap, a doubled or a moved one', () => {
    const samples = Array.from({ length: 10 }, (_, place) => place)
    for (const count of [1, 2, 4] as const) {
      const splits = consecutiveSplits(samples, count)
      expect(splits).toHaveLength(count)
      expect(splits.flat()).toEqual(samples)
      const lengths = splits.map(({ length }) => length)
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1)
    }
  })
})

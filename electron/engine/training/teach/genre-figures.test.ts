import { describe, expect, it } from 'vitest'
import type { GenreLevel } from '../levels.ts'
import { agreementOf, agreesLess } from './genre-figures.ts'
import type { JudgedPair } from './judged-pairs.ts'

const levels: GenreLevel[] = [{ likely: 0.5, fewer: null, more: null, maybe: 0.2 }]

/** Verdicts that say yes, with what the heads say of them. */
function pairs(count: number, [before, after]: [likely: boolean, likely: boolean]): JudgedPair[] {
  return Array.from({ length: count }, (_, film) => ({
    film,
    label: 0,
    isYes: true,
    weight: 1,
    before: before ? 1 : -1,
    after: after ? 1 : -1,
  }))
}

describe('being in keeping with verdicts', () => {
  it('counts what each head calls as the person does', () => {
    const all = [...pairs(5, [true, true]), ...pairs(3, [true, false]), ...pairs(4, [false, true])]
    expect(agreementOf(all, levels, levels)).toEqual({ verdicts: 12, before: 8, after: 9 })
  })

  it('is less where clearly more of the verdicts on which the heads differ are lost than won', () => {
    const less = (lost: number, won: number) =>
      agreesLess([...pairs(lost, [true, false]), ...pairs(won, [false, true])], levels, levels)
    expect(less(0, 0)).toBe(false)
    expect(less(1, 0)).toBe(true)
    expect(less(10, 9)).toBe(false)
    expect(less(10, 7)).toBe(true)
    expect(less(100, 95)).toBe(false)
    expect(less(7, 20)).toBe(false)
  })
})

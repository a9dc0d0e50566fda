import { describe, expect, it } from 'vitest'
import { taughtPoster, verdict } from '../../../../tests/helpers/taught-collection.ts'
import { sidesOf } from './sides.ts'
import { filmsOf } from './statements.ts'

const embedding = new Uint8Array(12)

function films(count: number, audits: number, filmId: (id: number) => number | null = () => null) {
  const posters = Array.from({ length: count }, (_, at) =>
    taughtPoster(at + 1, embedding, {
      filmId: filmId(at + 1),
      verdicts: [verdict(0, at % 4 < 2)],
      isAudit: at < audits,
    }),
  )
  return filmsOf(posters, { labels: 1, withNfo: false })
}

const keys = (side: readonly { key: string }[]) => side.map(({ key }) => key)

describe('who learns and who judges', () => {
  it('leaves about a quarter of the films to judge, the same ones when more come', () => {
    const few = sidesOf(films(200, 0))
    expect(few.basis).toBe('picked')
    expect(few.judging.length).toBeGreaterThan(35)
    expect(few.judging.length).toBeLessThan(65)
    expect(few.learning.length + few.judging.length).toBe(200)
    const more = sidesOf(films(400, 0))
    expect(keys(more.judging).slice(0, few.judging.length)).toEqual(keys(few.judging))
  })

  it('judges by audited films alone from sixty on, and learns from the quarter then', () => {
    const before = sidesOf(films(200, 59))
    expect(before.basis).toBe('picked')
    expect(before.judging.length).toBeGreaterThan(59)
    const after = sidesOf(films(200, 60))
    expect(after.basis).toBe('audit')
    expect(after.judging).toHaveLength(60)
    expect(after.learning).toHaveLength(140)
    expect(after.judging.every(({ isAudit }) => isAudit)).toBe(true)
  })

  it('keeps the posters of a film on one side', () => {
    const { learning, judging } = sidesOf(films(200, 0, (id) => Math.ceil(id / 2)))
    expect(learning.length + judging.length).toBe(100)
    expect(judging.every(({ statements }) => statements.length === 2)).toBe(true)
  })
})

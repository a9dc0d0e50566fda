import { describe, expect, it } from 'vitest'
import { auditNumber, isAuditFilm } from './audit-sample.ts'

const ids = Array.from({ length: 50_000 }, (_, index) => index + 1)

describe('the audit sample', () => {
  it('is a fifth of the posters, wherever in the catalog they stand', () => {
    for (const from of [0, 10_000, 40_000]) {
      const share = ids.slice(from, from + 10_000).filter(isAuditFilm).length / 10_000
      // Three standard errors of a fair draw.
      expect(Math.abs(share - 0.2)).toBeLessThan(0.012)
    }
  })

  it('does not hang on whether an id is even, or follows another of it', () => {
    const share = (of: number[]) => of.filter(isAuditFilm).length / of.length
    expect(Math.abs(share(ids.filter((id) => id % 2 === 0)) - 0.2)).toBeLessThan(0.008)
    expect(Math.abs(share(ids.filter((id) => isAuditFilm(id - 1))) - 0.2)).toBeLessThan(0.012)
  })

  it('is drawn in an order of its own, the same at every time', () => {
    const drawn = ids.filter(isAuditFilm).sort((left, right) => auditNumber(left) - auditNumber(right))
    const first = drawn.slice(0, 1_000)
    const mean = first.reduce((sum, id) => sum + id, 0) / first.length
    expect(Math.abs(mean - 25_000)).toBeLessThan(1_400)
    expect(new Set(drawn.map(auditNumber)).size).toBe(drawn.length)
  })
})

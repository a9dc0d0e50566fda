import { describe, expect, it } from 'vitest'
import type { TrainingReport } from '#shared/domain/report.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { trustedGenres } from './trusted-genres.ts'

const levels = GENRES.map((name) => ({ name, likely: name === 'War' ? null : 0.6, maybe: 0.4 }))
const reportOf = (ap: number | null) =>
  ({ genres: GENRES.map(() => ({ ap, prevalence: 0.1 })) }) as unknown as Pick<TrainingReport, 'genres'>

describe('genres whose doubt means something', () => {
  it('are told at least twice as well as by chance', () => {
    expect(trustedGenres({ levels }, reportOf(0.2))).toHaveLength(20)
    expect(trustedGenres({ levels }, reportOf(0.19))).toEqual([])
    expect(trustedGenres({ levels }, reportOf(null))).toEqual([])
  })

  it('are those that reach likely where nothing was measured', () => {
    const trusted = trustedGenres({ levels }, null)
    expect(trusted).toHaveLength(19)
    expect(trusted).not.toContain(GENRES.indexOf('War'))
  })
})

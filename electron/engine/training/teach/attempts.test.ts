import { describe, expect, it } from 'vitest'
import { alphaOf, mayAttempt } from './attempts.ts'

describe('attempts', () => {
  it('may err less each time, by a tenth in all', () => {
    expect([1, 2, 3].map(alphaOf)).toEqual([0.05, 0.1 / 6, 0.1 / 12])
    const spent = Array.from({ length: 100_000 }, (_, at) => alphaOf(at + 1)).reduce(
      (sum, each) => sum + each,
      0,
    )
    expect(spent).toBeLessThan(0.1)
    expect(spent).toBeGreaterThan(0.0999)
  })

  it('need twenty films that were judged since the last', () => {
    expect(mayAttempt(19, { attempts: 0, judgedFilms: 0 })).toBe(false)
    expect(mayAttempt(20, { attempts: 0, judgedFilms: 0 })).toBe(true)
    expect(mayAttempt(119, { attempts: 2, judgedFilms: 100 })).toBe(false)
    expect(mayAttempt(120, { attempts: 2, judgedFilms: 100 })).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import type { ScheduleName } from './schedules.ts'
import { rateFactor } from './schedules.ts'

const STEPS = 201

function wholeRun(schedule: ScheduleName, steps = STEPS): number[] {
  return Array.from({ length: steps }, (_, step) => rateFactor(schedule, step, steps))
}

function falls(values: readonly number[]): boolean {
  return values.every((value, at) => at === 0 || value < (values[at - 1] ?? 0))
}

describe('the learning rate over a run', () => {
  it('constant: the same at every step', () => {
    expect(new Set(wholeRun('constant'))).toEqual(new Set([1]))
  })

  it('cosine: falls from the whole rate to nothing, half of it in the middle', () => {
    const factors = wholeRun('cosine')
    expect(factors[0]).toBe(1)
    expect(factors[100]).toBeCloseTo(0.5, 12)
    expect(factors[200]).toBeCloseTo(0, 12)
    expect(falls(factors)).toBe(true)
  })

  it('one-cycle: rises from a 25th to the whole rate at 30 %, then falls to a 250,000th', () => {
    const factors = wholeRun('onecycle')
    expect(factors[0]).toBeCloseTo(1 / 25, 12)
    expect(factors[60]).toBeCloseTo(1, 12)
    expect(Math.max(...factors)).toBe(factors[60])
    expect(factors[200]).toBeCloseTo(1 / 250_000, 12)
    expect(falls(factors.slice(0, 61).reverse())).toBe(true)
    expect(falls(factors.slice(60))).toBe(true)
  })

  it.each(['constant', 'cosine', 'onecycle'] as const)(
    '%s: never negative, never above the highest, for runs of any length',
    (schedule) => {
      for (const steps of [1, 2, 3, 7, 1000]) {
        for (const factor of wholeRun(schedule, steps)) {
          expect(factor).toBeGreaterThanOrEqual(0)
          expect(factor).toBeLessThanOrEqual(1)
        }
      }
    },
  )

  it.each(['cosine', 'onecycle'] as const)(
    '%s: a step beyond the end learns as slowly as the last',
    (schedule) => {
      expect(rateFactor(schedule, STEPS + 50, STEPS)).toBe(rateFactor(schedule, STEPS - 1, STEPS))
    },
  )

  it.each(['cosine', 'onecycle'] as const)('%s: a run of one step learns', (schedule) => {
    expect(rateFactor(schedule, 0, 1)).toBeGreaterThan(0)
  })
})

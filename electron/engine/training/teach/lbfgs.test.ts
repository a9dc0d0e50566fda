import { describe, expect, it } from 'vitest'
import { minimise } from './lbfgs.ts'

const options = { tolerance: 1e-9, mostSteps: 200 }

describe('L-BFGS', () => {
  it('finds the bottom of a stretched bowl', () => {
    const bottom = [3, -2, 0.5]
    const steepness = [1, 100, 10_000]
    const { point, value, isReached } = minimise(
      (at, gradient) =>
        at.reduce((sum, each, index) => {
          const off = each - (bottom[index] ?? 0)
          gradient[index] = (steepness[index] ?? 0) * off
          return sum + 0.5 * (steepness[index] ?? 0) * off * off
        }, 0),
      new Float64Array(3),
      options,
    )
    expect(isReached).toBe(true)
    expect(value).toBeLessThan(1e-12)
    bottom.forEach((each, index) => expect(point[index]).toBeCloseTo(each, 9))
  })

  it('follows a bent valley', () => {
    // Rosenbrock (1960), the usual start.
    const { point } = minimise(
      (at, gradient) => {
        const [x, y] = [at[0] ?? 0, at[1] ?? 0]
        gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x)
        gradient[1] = 200 * (y - x * x)
        return (1 - x) ** 2 + 100 * (y - x * x) ** 2
      },
      Float64Array.from([-1.2, 1]),
      options,
    )
    expect(point[0]).toBeCloseTo(1, 6)
    expect(point[1]).toBeCloseTo(1, 6)
  })

  it('stays where nothing pulls, and stops when it may take no more steps', () => {
    const flat = minimise((_, gradient) => (gradient.fill(0), 5), Float64Array.from([1, 2]), options)
    expect(flat).toEqual({ point: Float64Array.from([1, 2]), value: 5, steps: 0, isReached: true })
    const far = (at: Float64Array, gradient: Float64Array) => {
      gradient[0] = 4 * ((at[0] ?? 0) - 50) ** 3
      return ((at[0] ?? 0) - 50) ** 4
    }
    expect(minimise(far, new Float64Array(1), { ...options, mostSteps: 2 })).toMatchObject({
      steps: 2,
      isReached: false,
    })
  })
})

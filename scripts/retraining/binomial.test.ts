import { describe, expect, it } from 'vitest'
import { exactInterval } from './binomial.ts'

describe('the exact interval of a share', () => {
  // `binomtest` of SciPy.
  it.each([
    [0, 200, 0, 0.0182754],
    [10, 200, 0.0242342, 0.0900273],
    [7, 20, 0.1539092, 0.5921885],
    [5, 5, 0.4781762, 1],
  ])('of %i in %i is the published one', (hits, tries, low, high) => {
    const [from, to] = exactInterval(hits, tries)
    expect(from).toBeCloseTo(low, 5)
    expect(to).toBeCloseTo(high, 5)
  })
})

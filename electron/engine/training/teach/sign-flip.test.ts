import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../platform/random.ts'
import { signFlipProbability } from './sign-flip.ts'

describe('sign flips', () => {
  it('counts every choice of signs where there are few', () => {
    // Of 8 sums of ±1 ±2 ±4 the highest is 7, and then come 5, 3, 1 …
    expect(signFlipProbability(Float64Array.of(1, 2, 4), 1)).toBe(1 / 8)
    expect(signFlipProbability(Float64Array.of(-1, 2, 4), 1)).toBe(2 / 8)
    expect(signFlipProbability(Float64Array.of(-1, -2, -4), 1)).toBe(1)
  })

  it('knows nothing from nothing', () => {
    expect(signFlipProbability(new Float64Array(0), 1)).toBe(1)
    expect(signFlipProbability(new Float64Array(30), 1)).toBe(1)
  })

  it('draws where there are many, near what counting gives, and never says 0', () => {
    const same = new Float64Array(15).fill(1)
    expect(signFlipProbability(same, 1)).toBeCloseTo(2 ** -15, 3)
    expect(signFlipProbability(new Float64Array(60).fill(1), 1)).toBeGreaterThan(0)
    const mixed = Float64Array.from({ length: 15 }, (_, at) => (at % 3 === 0 ? -1 : 0.7))
    expect(signFlipProbability(mixed, 1)).toBeCloseTo(signFlipProbability(mixed, 2), 1)
  })

  it('calls one in twenty sets of chance differences so', () => {
    const random = seededRandom(6)
    let called = 0
    for (let set = 0; set < 400; set++) {
      const differences = Float64Array.from({ length: 12 }, () => random() ** 3 * (random() < 0.5 ? -1 : 1))
      if (signFlipProbability(differences, set) <= 0.05) called++
    }
    expect(called / 400).toBeGreaterThan(0.02)
    expect(called / 400).toBeLessThan(0.08)
  })
})

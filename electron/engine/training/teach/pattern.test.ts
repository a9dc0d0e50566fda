import { describe, expect, it } from 'vitest'
import { sigmoid } from '../../model/title/title-fusion.ts'
import { seededRandom } from '../../platform/random.ts'
import type { Answered } from './pattern.ts'
import { followsPosters } from './pattern.ts'

function verdicts(count: number, random: () => number, chance: (logit: number) => number): Answered[] {
  return Array.from({ length: count }, (_, at) => {
    const logit = 4 * random() - 2
    return { label: at % 5, isYes: random() < chance(logit), logit }
  })
}

describe('whether verdicts follow the posters', () => {
  it('they do when they are about what the head says, also for who says yes much more often', () => {
    expect(followsPosters(verdicts(100, seededRandom(1), sigmoid))).toBe(true)
    expect(followsPosters(verdicts(200, seededRandom(1), (logit) => sigmoid(logit + 2)))).toBe(true)
  })

  it('they do not when they are random, but for one set in a hundred', () => {
    const random = seededRandom(2)
    const sets = Array.from({ length: 400 }, () => followsPosters(verdicts(100, random, () => 0.5)))
    expect(sets.filter(Boolean).length).toBeLessThan(12)
  })

  it('cannot be told from genres that differ in how often yes is said', () => {
    const each = [0, 1].flatMap((label) =>
      Array.from({ length: 50 }, (_, at) => ({ label, isYes: label === 1, logit: 3 * label + (at % 7) / 7 })),
    )
    expect(followsPosters(each)).toBe(false)
  })

  it('cannot be told from nothing, or from one answer', () => {
    expect(followsPosters([])).toBe(false)
    expect(followsPosters(verdicts(50, seededRandom(3), () => 1))).toBe(false)
  })
})

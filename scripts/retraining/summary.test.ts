import { describe, expect, it } from 'vitest'
import { NULLS } from './collections.ts'
import type { NamedScenario } from './scenarios.ts'
import type { Step } from './simulate.ts'
import { summaryOf } from './summary.ts'

const scenario: NamedScenario = {
  name: 'drawn',
  runs: 2,
  collection: NULLS.drawn,
  asking: 'review',
  points: [100, 200],
  endsAtPromotion: false,
}
const skill = (loss: number) => ({
  loss,
  shownLoss: loss,
  macro: 0.3,
  micro: 0.5,
  ownLoss: 0,
  ownPrecision: 0,
})

function step(point: number, known: Partial<Step>): Step {
  return {
    point,
    verdicts: point,
    posters: point / 4,
    outcome: 'worse',
    reason: 'no-gain',
    seconds: 1,
    bundled: skill(0.3),
    before: skill(0.3),
    learned: skill(0.3),
    remembered: { bundled: skill(0.3), learned: skill(0.3) },
    changed: 0,
    ...known,
  }
}

const better = { outcome: 'better', reason: 'proven', learned: skill(0.2) } as const
const runs = [
  [step(100, { outcome: 'not-enough', reason: 'few-judges' }), step(200, better)],
  [step(100, { learned: skill(0.4) })],
]

describe('a summary of runs', () => {
  const { promoted, judged, points } = summaryOf(scenario, runs)

  it('counts people with a promotion, and teachings that were judged', () => {
    expect([promoted, judged]).toEqual([1, 2])
  })

  it('has the mean change of what was learned, and of what is in use only where it was promoted', () => {
    const [first, second] = points
    expect([first?.learned.loss.mean, first?.used.loss.mean]).toEqual([0.05, 0])
    expect([second?.learned.loss.mean, second?.used.loss.mean, second?.runs]).toEqual([-0.1, -0.1, 1])
  })

  it('tells how often what was learned was better than the head in use', () => {
    expect(points[0]?.outcomes).toContainEqual({
      outcome: 'worse',
      reason: 'no-gain',
      times: 1,
      better: 0,
      betterShown: 0,
      learned: 1,
    })
    expect(points[1]?.outcomes).toMatchObject([{ reason: 'proven', better: 1, learned: 1 }])
  })
})

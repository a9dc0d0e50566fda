import { describe, expect, it } from 'vitest'
import { sigmoid } from '../../model/title/title-fusion.ts'
import { seededRandom } from '../../platform/random.ts'
import { gainProbability } from './gain-test.ts'
import type { JudgedPair } from './judged-pairs.ts'

const FILMS = 20

/** A verdict each, drawn by the true logit, of films on which two heads say what is given. */
function drawn(random: () => number, logits: { truth: number; before: number; after: number }): JudgedPair[] {
  return Array.from({ length: FILMS }, (_, film) => ({
    film,
    label: 0,
    weight: 1,
    isYes: random() < sigmoid(logits.truth),
    before: logits.before,
    after: logits.after,
  }))
}

function shareOfGains(logits: { truth: number; before: number; after: number }): number {
  const random = seededRandom(9)
  const sets = 40
  let called = 0
  for (let set = 0; set < sets; set++) {
    if (gainProbability(drawn(random, logits), FILMS, set) <= 0.05) called++
  }
  return called / sets
}

describe('whether a gain is beyond chance', () => {
  it('sees a real one', () => {
    expect(shareOfGains({ truth: 0, before: -4, after: 0 })).toBeGreaterThan(0.8)
  })

  it('is not fooled by a rare genre that became rarer still, of which no film has come yet', () => {
    // One film in twenty has it; the head after says one in a hundred, and is no better for it.
    expect(shareOfGains({ truth: -3, before: -2.2, after: -4.6 })).toBeLessThan(0.06)
  })

  it('is not fooled by a head that is just as wrong on the other side', () => {
    expect(shareOfGains({ truth: 0, before: -1, after: 1 })).toBeLessThan(0.1)
  })

  it('sees none where the heads say the same', () => {
    expect(gainProbability(drawn(seededRandom(1), { truth: 0, before: 1, after: 1 }), FILMS, 1)).toBe(1)
  })
})

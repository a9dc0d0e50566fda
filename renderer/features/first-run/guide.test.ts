import { describe, expect, it } from 'vitest'
import type { ActsNow } from './guide.ts'
import { advance, NOTHING_DONE } from './guide.ts'

const fresh: ActsNow = { canUndo: null, canRedo: null, verdicts: 0 }
const yes: ActsNow = { canUndo: 'Horror yes', canRedo: null, verdicts: 1 }
const no: ActsNow = { canUndo: 'Horror no', canRedo: null, verdicts: 1 }
const undone: ActsNow = { canUndo: 'Horror yes', canRedo: 'Horror no', verdicts: 1 }

describe('the three guided acts', () => {
  it('are ticked off in turn, as they are done', () => {
    const steps = [fresh, yes, no, undone].reduce<number[]>((done, _, index, states) => {
      const progress = states.slice(0, index + 1).reduce(advance, NOTHING_DONE)
      return [...done, progress.done]
    }, [])
    expect(steps).toEqual([0, 1, 2, 3])
  })

  it('are not ticked off by hearing the same again', () => {
    expect([yes, yes, yes].reduce(advance, NOTHING_DONE).done).toBe(1)
    expect([yes, no, no].reduce(advance, NOTHING_DONE).done).toBe(2)
  })

  it('wait for the second act where the first was undone instead', () => {
    const back: ActsNow = { canUndo: null, canRedo: 'Horror yes', verdicts: 0 }
    expect([yes, back].reduce(advance, NOTHING_DONE).done).toBe(1)
    expect([yes, back, no].reduce(advance, NOTHING_DONE).done).toBe(2)
  })
})

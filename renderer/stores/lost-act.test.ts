import { describe, expect, it } from 'vitest'
import type { LostAct } from './lost-act.ts'
import { lostWords } from './lost-act.ts'

const act: LostAct = { posterIds: [1, 2], changes: [{ genre: 'Horror', verdict: 'yes' }] }

describe('an act whose answer was lost', () => {
  it('is told as the catalog has it', () => {
    const yes = { verdicts: { Horror: 'yes' } } as const
    const none = { verdicts: { Drama: 'no' } } as const
    expect(
      lostWords(act, [
        { id: 1, ...yes },
        { id: 2, ...yes },
      ]),
    ).toContain('It was saved.')
    expect(
      lostWords(act, [
        { id: 1, ...none },
        { id: 2, ...none },
      ]),
    ).toContain('Nothing was saved')
    expect(
      lostWords(act, [
        { id: 1, ...yes },
        { id: 2, ...none },
      ]),
    ).toContain('1 of 2 posters have it')
  })

  it('knows that a cleared verdict is saved when there is none', () => {
    const clearing: LostAct = { posterIds: [1], changes: [{ genre: 'Horror', verdict: null }] }
    expect(lostWords(clearing, [{ id: 1, verdicts: {} }])).toContain('It was saved.')
    expect(lostWords(clearing, [{ id: 1, verdicts: { Horror: 'yes' } }])).toContain('Nothing was saved')
  })
})

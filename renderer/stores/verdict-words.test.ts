import { describe, expect, it } from 'vitest'
import { changeWords, nextVerdict, travelWords } from './verdict-words.ts'

describe('the words of a verdict', () => {
  it('goes yes, no, cleared with the same key', () => {
    expect(nextVerdict(null)).toBe('yes')
    expect(nextVerdict('yes')).toBe('no')
    expect(nextVerdict('no')).toBeNull()
  })

  it('says what changed', () => {
    expect(changeWords('Horror', null, 'yes')).toBe('Horror: yes')
    expect(changeWords('Horror', 'yes', 'no')).toBe('Horror: yes → no')
    expect(changeWords('Horror', 'no', null)).toBe('Horror: no → cleared')
  })

  it('says what was undone, and that nothing was', () => {
    const change = { id: 1, genre: 'Horror', from: 'no', to: 'yes', at: 0 } as const
    expect(travelWords({ undone: [change], summary: 'Horror no' }, true)).toBe('Undone. Horror: no → yes')
    expect(
      travelWords({ undone: [change, { ...change, id: 2 }], summary: 'Horror no on 2 posters' }, true),
    ).toBe('Undone: Horror no on 2 posters')
    expect(travelWords({ undone: [], summary: null }, false)).toBe('There is nothing to redo.')
  })
})

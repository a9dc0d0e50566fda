import { afterEach, describe, expect, it } from 'vitest'
import { setLanguage } from '../i18n.ts'
import type { UndoResult } from '#shared/contract/labels.ts'
import { changeWords, nextForAll, nextVerdict, travelWords, undoWords } from './verdict-words.ts'

describe('the words of a verdict', () => {
  afterEach(() => setLanguage('en'))

  it('goes yes, no, cleared with the same key', () => {
    expect(nextVerdict(null)).toBe('yes')
    expect(nextVerdict('yes')).toBe('no')
    expect(nextVerdict('no')).toBeNull()
  })

  it('says yes to many posters unless all have the same verdict already', () => {
    expect(nextForAll(['yes', 'yes'])).toBe('no')
    expect(nextForAll(['no', 'no'])).toBeNull()
    expect(nextForAll(['yes', 'no'])).toBe('yes')
    expect(nextForAll(['yes', null])).toBe('yes')
    expect(nextForAll([])).toBe('yes')
  })

  it('says what changed', () => {
    expect(changeWords('Horror', null, 'yes')).toBe('Horror: yes')
    expect(changeWords('Horror', 'yes', 'no')).toBe('Horror: yes → no')
    expect(changeWords('Horror', 'no', null)).toBe('Horror: no → cleared')
  })

  it('says what was undone, and that nothing was', () => {
    const change = { id: 1, genre: 'Horror', own: null, from: 'no', to: 'yes', at: 0 } as const
    const of = (undone: UndoResult['undone'], summary: string | null) => ({ undone, summary, learned: false })
    expect(travelWords(of([change], 'Horror no'), true)).toBe('Undone: Horror: no → yes')
    expect(travelWords(of([change, { ...change, id: 2 }], 'Horror no on 2 posters'), true)).toBe(
      'Undone: Horror: no on 2 posters',
    )
    const own = { ...change, genre: null, own: 'Film noir' }
    expect(travelWords(of([own], 'Film noir no'), true)).toBe('Undone: Film noir: no → yes')
    expect(travelWords(of([own, own], 'Film noir no on 2 posters'), true)).toBe(
      'Undone: Film noir: no on 2 posters',
    )
    expect(travelWords(of([], null), false)).toBe('There is nothing to redo.')
  })

  it('says that the model in use still knows what was taken back', () => {
    const change = { id: 1, genre: 'Horror', own: null, from: 'no', to: null, at: 0 } as const
    const result = { undone: [change], summary: 'Horror no', learned: true }
    expect(travelWords(result, true)).toBe(
      'Undone: Horror: no → cleared. The model in use has learned from it; teach again to take that back.',
    )
    expect(travelWords(result, false)).toBe('Redone: Horror: no → cleared')
  })

  it('says in any language what the engine calls an act', async () => {
    expect(undoWords('Science Fiction yes')).toBe('Science Fiction: yes')
    expect(undoWords('Title edited, year edited')).toBe('title edited, year edited')
    await setLanguage('de')
    expect(undoWords('Crime no on 1204 posters')).toBe('Krimi: nein, auf 1.204 Plakaten')
    expect(undoWords('3 verdicts on 2 posters')).toBe('3 Urteile, auf 2 Plakaten')
    expect(undoWords('40 imported verdicts')).toBe('40 Urteile')
    expect(undoWords('Reviewed on 2 posters')).toBe('durchgesehen, auf 2 Plakaten')
    expect(undoWords('Something of a later version')).toBe('Something of a later version')
  })
})

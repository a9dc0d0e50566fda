import { describe, expect, it } from 'vitest'
import { commandsByKey, keyOf, readKeyMap, refusalOf, withKey, writeKeyMap } from './key-choice.ts'

describe('keys that a person chose', () => {
  it('stand in place of the usual ones and come back from the setting', () => {
    const chosen = withKey('genre:Horror', 'X', {})
    expect(keyOf('genre:Horror', chosen)).toBe('X')
    expect(keyOf('genre:Drama', chosen)).toBe('D')
    expect(readKeyMap(writeKeyMap(chosen))).toEqual(chosen)
    expect(commandsByKey(chosen).get('X')).toEqual(['genre:Horror'])
    expect(commandsByKey(chosen).get('H')).toBeUndefined()
  })

  it('are no choice where they are the usual ones', () => {
    expect(withKey('genre:Horror', 'H', { 'genre:Horror': 'X' })).toEqual({})
    expect(writeKeyMap({})).toBe('{}')
  })

  it('may be none at all', () => {
    const chosen = withKey('confirm', null, {})
    expect(keyOf('confirm', readKeyMap(writeKeyMap(chosen)))).toBeNull()
  })

  it('are refused where another command of the same place has them', () => {
    expect(refusalOf('genre:Horror', 'D', {})).toEqual({ why: 'taken', by: 'genre:Drama' })
    expect(refusalOf('genre:Horror', 'Y', {})).toEqual({ why: 'taken', by: 'confirm' })
    expect(refusalOf('editTitle', 'Mod+A', {})).toBeNull()
    expect(refusalOf('genre:Horror', 'X', {})).toBeNull()
    expect(refusalOf('genre:Horror', 'D', { 'genre:Drama': 'X' })).toBeNull()
  })

  it('may be the same in the review and outside of it, but not those of genres, which are said in both', () => {
    expect(refusalOf('confirm', 'N', { moreLikeThis: 'X' })).toBeNull()
    expect(refusalOf('answerYes', 'U', {})).toBeNull()
    expect(refusalOf('answerYes', 'H', {})).toEqual({ why: 'taken', by: 'genre:Horror' })
    expect(refusalOf('genre:Horror', 'N', { moreLikeThis: 'X' })).toEqual({ why: 'taken', by: 'answerNo' })
    expect(refusalOf('answerYes', 'ArrowRight', {})).toEqual({ why: 'reserved' })
    expect(refusalOf('next', 'N', { moreLikeThis: 'X' })).toEqual({ why: 'taken', by: 'answerNo' })
    expect(refusalOf('answerNo', 'J', { next: 'J' })).toEqual({ why: 'taken', by: 'next' })
    expect(refusalOf('selectAll', 'J', { next: 'J' })).toBeNull()
    expect(commandsByKey({}).get('Y')).toEqual(['confirm', 'answerYes'])
  })

  it('are refused where they move about or are kept for genres of one’s own', () => {
    for (const key of ['ArrowUp', 'Shift+End', ' ', '3']) {
      expect(refusalOf('genre:Horror', key, {})).toEqual({ why: 'reserved' })
    }
    expect(refusalOf('next', 'ArrowRight', {})).toBeNull()
  })

  it('are as usual where the setting holds what cannot be read', () => {
    for (const text of ['', 'no json', '[]', '{"nothing":"X","confirm":7}']) {
      expect(readKeyMap(text)).toEqual({})
    }
  })
})

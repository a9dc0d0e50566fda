import { describe, expect, it } from 'vitest'
import { en } from '../messages/en.ts'
import {
  COMMAND_IDS,
  COMMANDS,
  GENRE_COMMAND_IDS,
  defaultKeyOf,
  genreOfCommand,
  isCommandId,
} from './commands.ts'

describe('the commands', () => {
  it('have a name each, and no name is left over', () => {
    expect(Object.keys(en.commands).toSorted()).toEqual([...COMMAND_IDS].toSorted())
  })

  it('share no key with each other or with a genre, in the review or outside of it', () => {
    const inReview = (id: (typeof COMMAND_IDS)[number]) => COMMANDS[id].place === 'review'
    const inWindow = (id: (typeof COMMAND_IDS)[number]) => COMMANDS[id].place === 'window'
    const outside = COMMAND_IDS.filter((id) => !inReview(id))
    const inside = COMMAND_IDS.filter((id) => inReview(id) || inWindow(id))
    for (const ids of [outside, inside]) {
      const keys = [...ids, ...GENRE_COMMAND_IDS].map(defaultKeyOf).filter((key) => key !== null)
      expect(new Set(keys).size).toBe(keys.length)
    }
    expect(defaultKeyOf('genre:Horror')).toBe('H')
  })

  it('are told from what another process makes up', () => {
    expect(genreOfCommand('genre:Science Fiction')).toBe('Science Fiction')
    expect(genreOfCommand('Horror')).toBeNull()
    expect([isCommandId('undo'), isCommandId('genre:War')]).toEqual([true, true])
    for (const made of ['toString', 'genre:', 'genre:Nothing', '__proto__', 7, null, undefined])
      expect(isCommandId(made)).toBe(false)
  })
})

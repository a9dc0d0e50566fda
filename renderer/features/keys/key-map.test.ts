import { describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { GENRE_KEYS } from '#shared/domain/keys.ts'
import type { Pressed } from './key-map.ts'
import { commandOf } from './key-map.ts'

function press(key: string, held: Partial<Pressed> = {}): Pressed {
  return { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, ...held }
}

describe('the keys', () => {
  it.each(GENRES)('%s has its letter, in either case', (genre) => {
    const letter = GENRE_KEYS[genre]
    expect(commandOf(press(letter), false)).toEqual({ name: 'genre', genre })
    expect(commandOf(press(letter.toLowerCase()), false)).toEqual({ name: 'genre', genre })
  })

  it('leaves letters to whoever types, to the browser with Ctrl, and to nobody while held', () => {
    expect(commandOf(press('h'), true)).toBeNull()
    expect(commandOf(press('h', { ctrlKey: true }), false)).toBeNull()
    expect(commandOf(press('h', { repeat: true }), false)).toBeNull()
    expect(commandOf(press('F5'), false)).toBeNull()
  })

  it('undoes and redoes with Ctrl or Cmd, but not in a field', () => {
    expect(commandOf(press('z', { ctrlKey: true }), false)).toEqual({ name: 'undo' })
    expect(commandOf(press('Z', { metaKey: true, shiftKey: true }), false)).toEqual({ name: 'redo' })
    expect(commandOf(press('y', { ctrlKey: true }), false)).toEqual({ name: 'redo' })
    expect(commandOf(press('z', { ctrlKey: true }), true)).toBeNull()
  })

  it('confirms with Y and goes back with Esc even from a field', () => {
    expect(commandOf(press('y'), false)).toEqual({ name: 'confirm' })
    expect(commandOf(press('Escape'), true)).toEqual({ name: 'back' })
  })

  it('finds the search and the help, whatever the layout needs for them', () => {
    expect(commandOf(press('/'), false)).toEqual({ name: 'search' })
    expect(commandOf(press('?', { shiftKey: true }), false)).toEqual({ name: 'help' })
  })

  it('repeats a move while it is held', () => {
    expect(commandOf(press('ArrowDown', { repeat: true }), false)).toEqual({ name: 'move', to: 'down' })
    expect(commandOf(press('PageUp'), false)).toEqual({ name: 'move', to: 'page-up' })
  })
})

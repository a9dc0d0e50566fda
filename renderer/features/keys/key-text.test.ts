import { describe, expect, it } from 'vitest'
import type { Pressed } from './key-text.ts'
import { partsOfKey, textOfKey } from './key-text.ts'

const press = (key: string, held: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('a pressed key in writing', () => {
  it.each([
    [press('h'), 'H'],
    [press('H', { shiftKey: true }), 'Shift+H'],
    [press('z', { ctrlKey: true }), 'Mod+Z'],
    [press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z'],
    [press('?', { shiftKey: true }), '?'],
    [press('/'), '/'],
    [press('ArrowUp', { shiftKey: true }), 'Shift+ArrowUp'],
    [press(' '), ' '],
    [press('F2'), 'F2'],
    [press('ä'), 'Ä'],
  ])('%o', (pressed, text) => {
    expect(textOfKey(pressed, false)).toBe(text)
  })

  it('takes the command key on a Mac and leaves Control to the system', () => {
    expect(textOfKey(press('k', { metaKey: true }), true)).toBe('Mod+K')
    expect(textOfKey(press('k', { ctrlKey: true }), true)).toBeNull()
    expect(textOfKey(press('k', { metaKey: true }), false)).toBeNull()
  })

  it('is nothing for a modifier alone', () => {
    expect(textOfKey(press('Shift', { shiftKey: true }), false)).toBeNull()
  })

  it('comes apart, the plus too', () => {
    expect(partsOfKey('Mod+Shift+Z')).toEqual(['Mod', 'Shift', 'Z'])
    expect(partsOfKey('Mod++')).toEqual(['Mod', '+'])
    expect(partsOfKey('+')).toEqual(['+'])
  })
})

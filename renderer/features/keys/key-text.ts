/** The part of a KeyboardEvent that decides. */
export interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const MODIFIERS = [
  'Control',
  'Meta',
  'Alt',
  'Shift',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]

/**
 * A pressed key as `shared/domain/commands.ts` writes it: `Mod+Shift+Z`, `/`, `Enter`, a letter in capitals. Null for
 * a modifier alone, and for one that the system keeps.
 */
export function textOfKey(pressed: Pressed, isMac: boolean): string | null {
  const { key, shiftKey, altKey } = pressed
  if (MODIFIERS.includes(key)) return null
  const isMod = isMac ? pressed.metaKey : pressed.ctrlKey
  if (isMac ? pressed.ctrlKey : pressed.metaKey) return null
  const isLetter = /^\p{L}$/u.test(key)
  // Shift is part of a sign already: `?` is the same key on a keyboard that needs it and on one that does not.
  const isSign = [...key].length === 1 && !isLetter && key !== ' '
  const parts = [isMod ? 'Mod' : '', altKey ? 'Alt' : '', shiftKey && !isSign ? 'Shift' : '']
  return [...parts.filter((part) => part !== ''), isLetter ? key.toLocaleUpperCase('en') : key].join('+')
}

/** Whether a key is one sign without a modifier: what the off-switch switches off. */
export function isPlainSign(key: string): boolean {
  return [...key].length === 1
}

/** The parts of a written key; a plus may be a key itself. */
export function partsOfKey(key: string): string[] {
  return key.endsWith('+')
    ? [
        ...key
          .slice(0, -1)
          .split('+')
          .filter((part) => part !== ''),
        '+',
      ]
    : key.split('+')
}

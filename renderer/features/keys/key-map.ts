import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { GENRE_KEYS } from '#shared/domain/keys.ts'

export type Move = 'left' | 'right' | 'up' | 'down' | 'home' | 'end' | 'page-up' | 'page-down'

/** What a key asks for. */
export type KeyCommand =
  | { name: 'move'; to: Move }
  | { name: 'genre'; genre: Genre }
  | { name: 'confirm' | 'open' | 'back' | 'undo' | 'redo' | 'search' | 'help' }

export type CommandName = KeyCommand['name']

/** The part of a KeyboardEvent that decides. */
export interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
  repeat: boolean
}

const MOVES: Readonly<Record<string, Move>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'home',
  End: 'end',
  PageUp: 'page-up',
  PageDown: 'page-down',
}

const GENRE_BY_KEY = new Map<string, Genre>(GENRES.map((genre) => [GENRE_KEYS[genre], genre]))

/**
 * What a key means.
 * @param isTyping whether a field has the keyboard: then only Esc means anything here
 */
export function commandOf(pressed: Pressed, isTyping: boolean): KeyCommand | null {
  const { key, shiftKey } = pressed
  if (key === 'Escape') return { name: 'back' }
  if (isTyping || pressed.altKey) return null
  if (pressed.ctrlKey || pressed.metaKey) return withControl(key.toLowerCase(), shiftKey)
  if (key === '/') return { name: 'search' }
  if (key === '?') return { name: 'help' }
  if (key === 'Enter') return { name: 'open' }
  const move = MOVES[key]
  if (move !== undefined) return { name: 'move', to: move }
  // Held down, a letter would run through yes, no and cleared.
  if (shiftKey || pressed.repeat) return null
  return ofLetter(key.toUpperCase())
}

function withControl(letter: string, shiftKey: boolean): KeyCommand | null {
  if (letter === 'z') return { name: shiftKey ? 'redo' : 'undo' }
  return letter === 'y' && !shiftKey ? { name: 'redo' } : null
}

function ofLetter(letter: string): KeyCommand | null {
  if (letter === 'Y') return { name: 'confirm' }
  const genre = GENRE_BY_KEY.get(letter)
  return genre === undefined ? null : { name: 'genre', genre }
}

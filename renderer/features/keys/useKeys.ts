import { onScopeDispose } from 'vue'
import type { CommandId } from '#shared/domain/commands.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { useCommandsStore } from '../../stores/commands.ts'
import type { Move } from './moves.ts'

/** What a view does when it is told to: by a key, by name in the palette, or by the desktop's menu. */
export type KeyHandlers = {
  /** A command of `shared/domain/commands.ts`. */
  [Id in CommandId]?: (details: CommandDetails) => void
} & {
  /** A genre's key or command. */
  genre?: (command: { genre: Genre }) => void
  /** The digit of a genre of the user's own. */
  own?: (command: { key: string }) => void
  /** Arrows and the keys that go far. */
  move?: (command: { to: Move; isExtending: boolean }, event: KeyboardEvent) => void
  /** Space. */
  select?: () => void
}

/** Where a command would do something now; one that is not named always does. */
export type KeyOffers = { [Id in CommandId | 'genre']?: () => boolean }

export interface CommandDetails {
  /** For `openFolder`: this one, instead of asking for one. */
  folder?: string | null
}

const FIELDS =
  'input:not([type="checkbox"], [type="radio"], [type="range"]), textarea, select, [contenteditable="true"]'

/** Whether the keyboard is in a field that takes letters. */
export function isTyping(): boolean {
  return document.activeElement?.matches(FIELDS) ?? false
}

/** Whether a button or link has the keyboard, which Enter and Space then belong to. */
export function isOnControl(): boolean {
  return document.activeElement?.matches('button, a[href], summary') ?? false
}

/**
 * Does commands as long as the component lives.
 * @param isActive answers whether the handlers apply now; a view that is kept has them only while it is shown
 * @param offers keep out of the palette and the menu what would do nothing now; its key may still say why
 */
export function useKeys(
  handlers: KeyHandlers,
  isActive: () => boolean = () => true,
  offers: KeyOffers = {},
): void {
  onScopeDispose(useCommandsStore().add({ handlers, isActive, offers }))
}

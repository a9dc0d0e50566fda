import { useEventListener } from '@vueuse/core'
import type { CommandName, KeyCommand } from './key-map.ts'
import { commandOf } from './key-map.ts'

type Handler<Name extends CommandName> = (
  command: Extract<KeyCommand, { name: Name }>,
  event: KeyboardEvent,
) => void

/** A handler per command; those left out are left to others. */
export type KeyHandlers = { [Name in CommandName]?: Handler<Name> }

/** What floats over the window and has the keys to itself while it is open. */
const HOLDERS = 'dialog[open], .floating:is(.menu, .popover)'
const FIELDS = 'input, textarea, select, [contenteditable="true"]'

/** Whether the keyboard is in a field that takes letters. */
export function isTyping(): boolean {
  return document.activeElement?.matches(FIELDS) ?? false
}

/** Whether a button or link has the keyboard, which Enter then belongs to. */
export function isOnControl(): boolean {
  return document.activeElement?.matches('button, a[href], summary') ?? false
}

/**
 * Listens for the window's keys as long as the component lives.
 * @param isActive answers whether the handlers apply now; an open dialog, menu or popover has the keys to itself in any case
 */
export function useKeys(handlers: KeyHandlers, isActive: () => boolean = () => true): void {
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || !isActive()) return
    if (document.querySelector(HOLDERS) !== null) return
    const command = commandOf(event, isTyping())
    if (command === null) return
    // Name and handler belong together; the type system loses that in a lookup by name.
    const handler = handlers[command.name] as
      ((held: KeyCommand, heldEvent: KeyboardEvent) => void) | undefined
    if (handler === undefined) return
    handler(command, event)
  })
}

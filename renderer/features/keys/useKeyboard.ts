import { useEventListener } from '@vueuse/core'
import { useCommandsStore } from '../../stores/commands.ts'
import { useKeysStore } from '../../stores/keys.ts'
import { isPlainSign, textOfKey } from './key-text.ts'
import { isMac } from './key-words.ts'
import { moveOf } from './moves.ts'
import { isOnControl, isTyping } from './useKeys.ts'

/** What floats over the window and has the keys to itself while it is open. */
const HOLDERS = 'dialog[open], .floating:is(.menu, .popover)'
/** What has keys of its own while it has the keyboard. */
const WITH_KEYS = '[role="menu"], [role="listbox"], [role="slider"], [role="tablist"], [role="radiogroup"]'

/** Kept for genres of the user's own. */
const OWN_KEY = /^[1-9]$/

function isElsewhere(): boolean {
  if (document.querySelector(HOLDERS) !== null) return true
  return document.activeElement?.closest(WITH_KEYS) != null
}

/** The window's one listener to keys: says which command, move or choice a key means. */
export function useKeyboard(): void {
  const commands = useCommandsStore()
  const keys = useKeysStore()

  const runOne = (key: string, event: KeyboardEvent): boolean => {
    // Held down, a letter would run through yes, no and cleared.
    if (event.repeat && !event.ctrlKey && !event.metaKey) return false
    const id = keys.commandsOf(key).find((each) => commands.hears(each))
    return id !== undefined && commands.run(id)
  }

  const press = (event: KeyboardEvent): boolean => {
    const key = textOfKey(event, isMac)
    if (key === null) return false
    const isPlain = isPlainSign(key)
    if (isTyping()) return !isForText(key) && runOne(key, event)
    if (isOnControl() && (key === 'Enter' || key === ' ')) return false
    const move = moveOf(key)
    if (move !== null && commands.move(move, event)) return true
    if (key === ' ' && commands.select()) return true
    if (isPlain && !keys.isEnabled) return false
    if (OWN_KEY.test(key) && !event.repeat && commands.sayOwn(key)) return true
    return runOne(key, event) || (key === 'Mod+Y' && commands.run('redo'))
  }

  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isElsewhere()) return
    if (press(event)) event.preventDefault()
  })
}

/** In a field these belong to its text; what is left are Esc and commands with Ctrl. */
function isForText(key: string): boolean {
  if (key === 'Escape') return false
  return !key.startsWith('Mod+') || /^Mod\+(?:Shift\+)?[ACVXYZ]$/.test(key)
}

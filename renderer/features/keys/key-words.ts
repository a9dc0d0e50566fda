import type { AnyCommandId } from '#shared/domain/commands.ts'
import { genreOfCommand } from '#shared/domain/commands.ts'
import { genreName, t } from '../../i18n.ts'
import type { MessageKey } from '../../i18n.ts'
import { partsOfKey } from './key-text.ts'

export const isMac = typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac')

const NAMED: Readonly<Record<string, MessageKey>> = {
  Mod: 'keys.names.mod',
  Shift: 'keys.names.shift',
  Alt: 'keys.names.alt',
  Enter: 'keys.names.enter',
  Escape: 'keys.names.escape',
  Home: 'keys.names.home',
  End: 'keys.names.end',
  PageUp: 'keys.names.pageUp',
  PageDown: 'keys.names.pageDown',
  ' ': 'keys.names.space',
}
const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' }
const ARROWS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
}

/** A key as it is printed on a keyboard: "Ctrl+Shift+Z", "⌘⇧Z", "→". */
export function keyWords(key: string): string {
  const words = partsOfKey(key).map((part) => {
    const sign = ARROWS[part] ?? (isMac ? MAC_SIGNS[part] : undefined)
    const name = NAMED[part]
    return sign ?? (name === undefined ? part : t(name))
  })
  return words.join(isMac ? '' : '+')
}

/** What a command is called. */
export function commandName(id: AnyCommandId): string {
  const genre = genreOfCommand(id)
  return genre === null ? t(`commands.${id as Exclude<AnyCommandId, `genre:${string}`>}`) : genreName(genre)
}

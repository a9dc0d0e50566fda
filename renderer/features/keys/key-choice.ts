import type { AnyCommandId, CommandId, CommandPlace } from '#shared/domain/commands.ts'
import {
  COMMAND_IDS,
  COMMANDS,
  defaultKeyOf,
  GENRE_COMMAND_IDS,
  isCommandId,
} from '#shared/domain/commands.ts'

/** Keys that a person has chosen instead of the usual ones; null: none. */
export type ChosenKeys = Partial<Record<AnyCommandId, string | null>>

export const ALL_COMMAND_IDS: readonly AnyCommandId[] = [...GENRE_COMMAND_IDS, ...COMMAND_IDS]

/** Keys that move about, and the digits, which are kept for genres of one's own. */
const RESERVED = /^(?:Shift\+)?(?:Arrow\w+|Home|End|PageUp|PageDown| |Tab|Backspace|Delete)$|^[1-9]$/
const LONGEST_KEY = 40

/** The chosen keys as the setting `keys.map` holds them. What does not fit is left out: it may be another version's. */
export function readKeyMap(text: string): ChosenKeys {
  const chosen: ChosenKeys = {}
  for (const [id, key] of Object.entries(parsed(text))) {
    if (!isCommandId(id) || typeof key !== 'string' || key.length > LONGEST_KEY) continue
    chosen[id] = key === '' ? null : key
  }
  return chosen
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

/** As the setting takes them: every key a text, empty for none. */
export function writeKeyMap(chosen: ChosenKeys): string {
  return JSON.stringify(Object.fromEntries(Object.entries(chosen).map(([id, key]) => [id, key ?? ''])))
}

/** The key that leads to a command. */
export function keyOf(id: AnyCommandId, chosen: ChosenKeys): string | null {
  const own = chosen[id]
  return own === undefined ? defaultKeyOf(id) : own
}

/** Genres are said on the wall, on a poster's page and in the review. */
export function placeOf(id: AnyCommandId): CommandPlace {
  return Object.hasOwn(COMMANDS, id) ? COMMANDS[id as CommandId].place : 'window'
}

const VIEWS = {
  window: ['wall', 'poster', 'review'],
  wall: ['wall'],
  poster: ['poster'],
  posters: ['wall', 'poster'],
  single: ['poster', 'review'],
  review: ['review'],
} as const satisfies Record<CommandPlace, readonly CommandPlace[]>

/** Whether two commands can be had at the same time: then they need keys of their own. */
function meet(one: CommandPlace, other: CommandPlace): boolean {
  const views: readonly CommandPlace[] = VIEWS[other]
  return VIEWS[one].some((view) => views.includes(view))
}

export type KeyRefusal = { why: 'reserved' } | { why: 'taken'; by: AnyCommandId }

/** Why a command cannot have a key, or null. */
export function refusalOf(id: AnyCommandId, key: string, chosen: ChosenKeys): KeyRefusal | null {
  if (RESERVED.test(key) && key !== defaultKeyOf(id)) return { why: 'reserved' }
  const by = ALL_COMMAND_IDS.find(
    (other) => other !== id && keyOf(other, chosen) === key && meet(placeOf(id), placeOf(other)),
  )
  return by === undefined ? null : { why: 'taken', by }
}

/** The chosen keys with one more; the usual key is no choice. */
export function withKey(id: AnyCommandId, key: string | null, chosen: ChosenKeys): ChosenKeys {
  const { [id]: _before, ...others } = chosen
  return key === defaultKeyOf(id) ? others : { ...others, [id]: key }
}

/** Commands by the key that leads to them; a key may lead to one on the wall and another on a poster's page. */
export function commandsByKey(chosen: ChosenKeys): Map<string, AnyCommandId[]> {
  const commands = new Map<string, AnyCommandId[]>()
  for (const id of ALL_COMMAND_IDS) {
    const key = keyOf(id, chosen)
    if (key === null) continue
    commands.set(key, [...(commands.get(key) ?? []), id])
  }
  return commands
}

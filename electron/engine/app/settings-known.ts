import type { SettingValue } from '#shared/contract/settings.ts'
import { GENRES } from '#shared/domain/genres.ts'

export interface Setting {
  key: string
  default: SettingValue
  takes: string
  summary: string
  /** The value as kept, or undefined when it does not fit. Text comes from the command line. */
  parse(value: SettingValue): SettingValue | undefined
}

const LONGEST_KEY_WORD = 60
const MOST_CHANGED_KEYS = 200

const onOff = (value: SettingValue) =>
  value === true || value === 'on' || value === 'true'
    ? true
    : value === false || value === 'off' || value === 'false'
      ? false
      : undefined

const oneOf = (choices: readonly string[]) => (value: SettingValue) =>
  typeof value === 'string' && choices.includes(value) ? value : undefined

/** JSON text of an object from commands to keys, both short. */
function keyMap(value: SettingValue): string | undefined {
  if (typeof value !== 'string') return undefined
  let held: unknown
  try {
    held = JSON.parse(value)
  } catch {
    return undefined
  }
  if (typeof held !== 'object' || held === null || Array.isArray(held)) return undefined
  const entries = Object.entries(held)
  const isShort = (text: unknown) => typeof text === 'string' && text.length <= LONGEST_KEY_WORD
  if (entries.length > MOST_CHANGED_KEYS || !entries.every((entry) => entry.every(isShort))) return undefined
  return JSON.stringify(held)
}

/** Before the genre's name. */
export const LEVEL_KEY = 'levels.'
export const SHOW_ALL_KEY = 'genres.showAll'
export const FROM_NFO_KEY = 'teach.fromNfo'

export const SETTINGS: readonly Setting[] = [
  {
    key: 'appearance.density',
    default: 'medium',
    takes: 'small, medium or large',
    summary: 'Size of the posters on the wall.',
    parse: oneOf(['small', 'medium', 'large']),
  },
  {
    key: 'appearance.language',
    default: 'system',
    takes: 'system, en or de',
    summary: 'Language of the window.',
    parse: oneOf(['system', 'en', 'de']),
  },
  {
    key: 'appearance.theme',
    default: 'system',
    takes: 'system, dark or light',
    summary: 'Colours of the window.',
    parse: oneOf(['system', 'dark', 'light']),
  },
  {
    key: 'firstRun.guided',
    default: false,
    takes: 'on or off',
    summary: 'The three guided corrections were made or dismissed.',
    parse: onOff,
  },
  {
    key: SHOW_ALL_KEY,
    default: false,
    takes: 'on or off',
    summary: 'Show Foreign and TV Movie, which nothing on a poster shows.',
    parse: onOff,
  },
  {
    key: 'keys.enabled',
    default: true,
    takes: 'on or off',
    summary: 'Letters and digits give verdicts; off, only keys with Ctrl or Alt do something.',
    parse: onOff,
  },
  {
    key: 'keys.map',
    default: '{}',
    takes: 'JSON: {"command": "key"}',
    summary: 'Keys that differ from the usual ones.',
    parse: keyMap,
  },
  {
    key: FROM_NFO_KEY,
    default: false,
    takes: 'on or off',
    summary: 'Teaching learns from NFO files too, a little; they never judge.',
    parse: onOff,
  },
  ...GENRES.map((genre) => ({
    key: LEVEL_KEY + genre,
    default: 'balanced',
    takes: 'fewer, balanced or more',
    summary: `How easily a poster is called likely ${genre}.`,
    parse: oneOf(['fewer', 'balanced', 'more']),
  })),
]

export function settingOf(key: string): Setting | null {
  return SETTINGS.find((setting) => setting.key === key) ?? null
}

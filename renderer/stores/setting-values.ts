import type { SettingValue } from '#shared/contract/settings.ts'
import type { Genre } from '#shared/domain/genres.ts'

export const LANGUAGE_CHOICES = ['system', 'en', 'de'] as const
export type LanguageChoice = (typeof LANGUAGE_CHOICES)[number]
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]
export const DENSITIES = ['small', 'medium', 'large'] as const
export type Density = (typeof DENSITIES)[number]
export const LEVEL_CHOICES = ['fewer', 'balanced', 'more'] as const
export type LevelChoice = (typeof LEVEL_CHOICES)[number]

/** What is kept as a value of the window's own kind: a word it does not know, of another version, is the default. */
type Read<Value extends SettingValue> = (value: SettingValue | undefined) => Value

const oneOf =
  <Choice extends string>(choices: readonly Choice[], otherwise: Choice): Read<Choice> =>
  (value) =>
    choices.find((choice) => choice === value) ?? otherwise

const flag =
  (otherwise: boolean): Read<boolean> =>
  (value) =>
    typeof value === 'boolean' ? value : otherwise

const text: Read<string> = (value) => (typeof value === 'string' ? value : '')

const READ = {
  'appearance.language': oneOf(LANGUAGE_CHOICES, 'system'),
  'appearance.theme': oneOf(THEMES, 'system'),
  'appearance.density': oneOf(DENSITIES, 'medium'),
  'genres.showAll': flag(false),
  'keys.enabled': flag(true),
  'keys.map': text,
  'firstRun.guided': flag(false),
}
const readLevel = oneOf(LEVEL_CHOICES, 'balanced')

type PlainKey = keyof typeof READ
export type SettingKey = PlainKey | `levels.${Genre}`

/** The kind of value that a setting has in the window. */
export type SettingOf<Key extends SettingKey> = Key extends PlainKey
  ? ReturnType<(typeof READ)[Key]>
  : LevelChoice

/** A setting's value; its default where the engine has none or one that does not fit. */
export function readSetting<Key extends SettingKey>(
  key: Key,
  value: SettingValue | undefined,
): SettingOf<Key> {
  const read = Object.hasOwn(READ, key) ? READ[key as PlainKey] : readLevel
  return read(value) as SettingOf<Key>
}

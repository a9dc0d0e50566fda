import type Database from 'better-sqlite3'
import type { ParsedParams } from '#shared/contract/contract.ts'
import type { SettingInfo, SettingValue } from '#shared/contract/settings.ts'
import { AppError } from '#shared/errors.ts'
import { sql } from '../catalog/sql.ts'
import type { EngineContext } from './context.ts'

interface Setting {
  key: string
  default: SettingValue
  takes: string
  summary: string
  /** The value as kept, or undefined when it does not fit. Text comes from the command line. */
  parse(value: SettingValue): SettingValue | undefined
}

const onOff = (value: SettingValue) =>
  value === true || value === 'on' || value === 'true'
    ? true
    : value === false || value === 'off' || value === 'false'
      ? false
      : undefined

const oneOf = (choices: readonly string[]) => (value: SettingValue) =>
  typeof value === 'string' && choices.includes(value) ? value : undefined

const SETTINGS: readonly Setting[] = [
  {
    key: 'appearance.density',
    default: 'medium',
    takes: 'small, medium or large',
    summary: 'Size of the posters on the wall.',
    parse: oneOf(['small', 'medium', 'large']),
  },
  {
    key: 'appearance.theme',
    default: 'system',
    takes: 'system, dark or light',
    summary: 'Colours of the window.',
    parse: oneOf(['system', 'dark', 'light']),
  },
  {
    key: 'genres.showAll',
    default: false,
    takes: 'on or off',
    summary: 'Show Foreign and TV Movie, which nothing on a poster shows.',
    parse: onOff,
  },
]

/** Keys whose kept value cannot be read or does not fit. Unknown keys are another version's. */
export function brokenSettings(db: Database.Database): string[] {
  const rows = sql(db, 'SELECT key, value FROM setting').all() as { key: string; value: string }[]
  return rows
    .filter((row) => SETTINGS.some(({ key }) => key === row.key) && valueOf(row) === undefined)
    .map((row) => row.key)
}

export function listSettings({ store }: EngineContext): { settings: SettingInfo[] } {
  const rows = sql(store.db, 'SELECT key, value FROM setting').all() as { key: string; value: string }[]
  const held = new Map(rows.map((row) => [row.key, valueOf(row)]))
  return {
    settings: SETTINGS.map((setting) => ({
      key: setting.key,
      value: held.get(setting.key) ?? setting.default,
      default: setting.default,
      takes: setting.takes,
      summary: setting.summary,
    })),
  }
}

/** A value that is no JSON, or does not fit any more, counts as not set: the default holds. */
function valueOf(row: { key: string; value: string }): SettingValue | undefined {
  try {
    return SETTINGS.find(({ key }) => key === row.key)?.parse(JSON.parse(row.value) as SettingValue)
  } catch {
    return undefined
  }
}

/** @throws AppError `settings/unknown`, `settings/invalid` */
export function setSetting(
  context: EngineContext,
  params: ParsedParams<'settings.set'>,
): { settings: SettingInfo[] } {
  const setting = SETTINGS.find(({ key }) => key === params.key)
  if (setting === undefined) throw new AppError('settings/unknown', params.key)
  const value = params.value === null ? null : setting.parse(params.value)
  if (value === undefined) throw new AppError('settings/invalid', `${params.key} takes ${setting.takes}`)
  context.store.write(() => {
    const { db } = context.store
    if (value === null) sql(db, 'DELETE FROM setting WHERE key = ?').run(params.key)
    else
      sql(db, 'INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)').run(
        params.key,
        JSON.stringify(value),
      )
  })
  return listSettings(context)
}

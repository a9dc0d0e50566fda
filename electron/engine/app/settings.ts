import type Database from 'better-sqlite3'
import type { ParsedParams } from '#shared/contract/contract.ts'
import type { SettingInfo, SettingValue } from '#shared/contract/settings.ts'
import { GENRES, OFF_BY_DEFAULT } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { sql } from '../catalog/sql.ts'
import type { LevelChoice } from '../model/registry.ts'
import { levelsOf } from '../model/registry.ts'
import type { EngineContext } from './context.ts'
import { FROM_NFO_KEY, LEVEL_KEY, settingOf, SETTINGS, SHOW_ALL_KEY } from './settings-known.ts'

interface SettingRow {
  key: string
  value: string
}

function rowsIn(db: Database.Database): SettingRow[] {
  return sql(db, 'SELECT key, value FROM setting').all() as SettingRow[]
}

/** Keys whose kept value cannot be read or does not fit. Unknown keys are another version's. */
export function brokenSettings(db: Database.Database): string[] {
  return rowsIn(db)
    .filter((row) => settingOf(row.key) !== null && valueOf(row) === undefined)
    .map((row) => row.key)
}

export function listSettings({ store }: Pick<EngineContext, 'store'>): { settings: SettingInfo[] } {
  const held = new Map(rowsIn(store.db).map((row) => [row.key, valueOf(row)]))
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
function valueOf(row: SettingRow): SettingValue | undefined {
  try {
    return settingOf(row.key)?.parse(JSON.parse(row.value) as SettingValue)
  } catch {
    return undefined
  }
}

function isOn(db: Database.Database, wanted: string): boolean {
  const row = rowsIn(db).find(({ key }) => key === wanted)
  return row !== undefined && valueOf(row) === true
}

/** Whether NFO files may teach. */
export function teachesFromNfo(db: Database.Database): boolean {
  return isOn(db, FROM_NFO_KEY)
}

/** The genres that are shown, in label order: all but those that nothing on a poster shows, where these are not asked for. */
export function shownGenres(db: Database.Database): number[] {
  const isAll = isOn(db, SHOW_ALL_KEY)
  return GENRES.flatMap((name, genre) => (isAll || !OFF_BY_DEFAULT.includes(name) ? [genre] : []))
}

/** What a person chose for each genre, where that is not the default. */
export function levelChoices(db: Database.Database): Map<string, LevelChoice> {
  const rows = rowsIn(db).filter(({ key }) => key.startsWith(LEVEL_KEY))
  return new Map(
    rows.flatMap((row) => {
      const value = valueOf(row)
      return value === undefined ? [] : [[row.key.slice(LEVEL_KEY.length), value as LevelChoice]]
    }),
  )
}

/**
 * Changing a level moves what is called likely at once, on every poster. What a person said of a poster stays as it
 * was said.
 * @throws AppError `settings/unknown`, `settings/invalid`
 */
export function setSetting(
  context: EngineContext,
  params: ParsedParams<'settings.set'>,
): { settings: SettingInfo[] } {
  const { store, manifest } = context
  const setting = settingOf(params.key)
  if (setting === null) throw new AppError('settings/unknown', params.key)
  const value = params.value === null ? null : setting.parse(params.value)
  if (value === undefined) throw new AppError('settings/invalid', `${params.key} takes ${setting.takes}`)
  store.write((changes) => {
    const { db } = store
    if (value === null) sql(db, 'DELETE FROM setting WHERE key = ?').run(params.key)
    else
      sql(db, 'INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)').run(
        params.key,
        JSON.stringify(value),
      )
    if (params.key.startsWith(LEVEL_KEY)) changes.levels = levelsOf(manifest, levelChoices(db))
  })
  context.emit('settings.changed', {})
  return listSettings(context)
}

import { createHash } from 'node:crypto'
import { createReadStream, existsSync, rmSync, statSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import Database from 'better-sqlite3'
import type { ParsedParams } from '#shared/contract/contract.ts'
import type { SettingInfo, SettingValue } from '#shared/contract/settings.ts'
import { AppError } from '#shared/errors.ts'
import { sql } from '../catalog/sql.ts'
import type { CatalogStore } from '../catalog/store.ts'
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

export function listSettings({ store }: EngineContext): { settings: SettingInfo[] } {
  const rows = sql(store.db, 'SELECT key, value FROM setting').all() as { key: string; value: string }[]
  const held = new Map(rows.map((row) => [row.key, JSON.parse(row.value) as SettingValue]))
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

/**
 * A copy of catalog.db made by SQLite's online backup, checked, and only then given its name.
 * @throws AppError `backup/exists` rather than overwrite a file
 */
export async function createBackup(
  store: CatalogStore,
  params: { file: string },
): Promise<{ bytes: number; sha256: string }> {
  const file = resolve(params.file)
  if (existsSync(file)) throw new AppError('backup/exists', params.file)
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
  await store.db.backup(partial)
  const copy = new Database(partial)
  try {
    // One self-contained file: a backup must not need a -wal beside it.
    copy.pragma('journal_mode = DELETE')
    if (copy.pragma('quick_check', { simple: true }) !== 'ok') throw new AppError('catalog/damaged')
  } finally {
    copy.close()
  }
  await rename(partial, file)
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return { bytes: statSync(file).size, sha256: hash.digest('hex') }
}

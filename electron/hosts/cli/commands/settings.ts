import { AppError } from '#shared/errors.ts'
import type { SettingInfo } from '#shared/contract/settings.ts'
import type { Run } from '../terminal.ts'
import { print, table } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

/** Shows all settings, one, or changes one; the value `default` returns it to its default. */
export async function settings(
  run: Run,
  key: string | undefined,
  value: string | undefined,
  options: { catalog?: string },
): Promise<void> {
  const result = await withEngine({ catalog: options.catalog, readOnly: value === undefined }, (engine) =>
    key === undefined || value === undefined
      ? engine.call('settings.list', {})
      : engine.call('settings.set', { key, value: value === 'default' ? null : value }),
  )
  const shown = key === undefined ? result.settings : result.settings.filter((setting) => setting.key === key)
  if (shown.length === 0 && key !== undefined) throw new AppError('settings/unknown', key)
  print(run, { settings: shown }, () => inWords(shown))
}

function inWords(shown: readonly SettingInfo[]): string {
  const word = (value: SettingInfo['value']) =>
    value === true ? 'on' : value === false ? 'off' : String(value)
  return table(
    ['Setting', 'Value', 'Takes', ''],
    shown.map((setting) => [setting.key, word(setting.value), setting.takes, setting.summary]),
  )
}

import { z } from 'zod'
import { method } from './define.ts'
import { none, pathText } from './values.ts'

export type SettingValue = string | number | boolean | null

export interface SettingInfo {
  key: string
  value: SettingValue
  default: SettingValue
  /** What it takes, in words. */
  takes: string
  summary: string
}

export const settingsContract = {
  'settings.list': method<{ settings: SettingInfo[] }>()(
    'read',
    'Every setting with its value and default.',
    none,
  ),
  'settings.set': method<{ settings: SettingInfo[] }>()(
    'write',
    'Changes one setting; null returns to its default.',
    z.strictObject({
      key: z.string().max(100),
      value: z.union([z.string().max(4096), z.number(), z.boolean(), z.null()]),
    }),
  ),
  'backup.create': method<{ bytes: number; sha256: string }>()(
    'read',
    'Writes a verified copy of the catalog file.',
    z.strictObject({ file: pathText }),
  ),
  'backends.list': method<{
    backends: {
      name: string
      available: boolean
      reason: string | null
      msPerImage: number | null
      agrees: boolean | null
    }[]
  }>()('read', 'What can run the model here, as measured.', none),
}

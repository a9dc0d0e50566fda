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

export interface BackupInfo {
  path: string
  at: number
  /** Why it was made: `daily`, `by-hand`, `before-update`, `before-restore`, `before-forgetting`, `damaged`. */
  reason: string
  bytes: number
}

/** One way to compute here. */
export interface BackendInfo {
  /** As `train --backend` takes it, of those for training. */
  name: string
  use: 'inference' | 'training'
  /** What it is on this computer, in words; null where there is no more to say than its name. */
  description: string | null
  available: boolean
  /** Why it is not available or, where it is, not used; null: it is used where it is wanted. */
  reason: string | null
  msPerImage: number | null
  /** Whether it computes what the CPU does; null where that was not tried. */
  agrees: boolean | null
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
  'backup.list': method<{ backups: BackupInfo[] }>()(
    'read',
    'The checked copies that are kept beside the catalog, newest first.',
    none,
  ),
  'backup.keep': method<{ backups: BackupInfo[] }>()(
    'write',
    'Makes a checked copy now, among the seven that are kept.',
    none,
  ),
  'backup.restore': method<{ bytes: number; sha256: string }>()(
    'read',
    'Puts a backup in the catalog’s place and opens it; the present catalog is kept as a backup first. Works on a damaged one too.',
    z.strictObject({ path: pathText }),
  ),
  'backup.create': method<{ bytes: number; sha256: string }>()(
    'read',
    'Writes a verified copy of the catalog file.',
    z.strictObject({ file: pathText }),
  ),
  'backends.list': method<{ backends: BackendInfo[] }>()(
    'read',
    'What can run the model and train one here: predicting as measured now, training as tried. Kept unless a scan runs beside it; cancelling ends it.',
    none,
  ),
  'backends.install': method<{ backends: BackendInfo[] }>()(
    'read',
    'Fetches TensorFlow into the data folder; it is only taken when it works here. Takes minutes.',
    z.strictObject({ name: z.literal('native') }),
  ),
}

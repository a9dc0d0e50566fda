import { z } from 'zod'
import { method } from './define.ts'
import type { BackendInfo } from './settings.ts'
import { none } from './values.ts'

export interface Trouble {
  code: string
  /** What is wrong and what to do, in a sentence or two. */
  message: string
  /** The last good backup of a damaged catalog. */
  backup: { path: string; at: number } | null
}

export interface AppInfo {
  version: string
  node: string
  platform: string
  protocol: number
  catalogPath: string
  readOnly: boolean
  /** No native model is loaded, because the engine died three times in a minute. */
  safeMode: boolean
  /** What is wrong with the catalog or the engine, as a person should see it. */
  troubles: Trouble[]
  posters: number
  model: string | null
  catalogRevision: number
  /** Folder of the drawn sample posters, null where they are not installed. */
  samplesPath: string | null
}

/** One thing that is wrong, with what to do. `error`: the catalog is sick; `warning`: it is well, and this should be known. */
export interface Problem {
  code: string
  severity: 'error' | 'warning'
  message: string
}

export interface DoctorReport {
  version: string
  node: string
  platform: string
  /** Those that run the model; `backends.list` tries those for training as well. */
  backends: BackendInfo[]
  chosen: { inference: string | null; training: string | null }
  catalog: {
    path: string
    schema: number | null
    integrity: string
    posters: number | null
    verdicts: number | null
  }
  cache: { bytes: number }
  /** Empty when all is well. */
  problems: Problem[]
}

/** What Onesheet keeps on the disk. */
export interface Storage {
  dataFolder: string
  catalogBytes: number
  cacheBytes: number
  backupsBytes: number
  logsBytes: number
}

export const appContract = {
  'app.storage': method<Storage>()('read', 'The data folder and how much lies in it.', none),
  'app.diagnostics': method<{ fileName: string; text: string }>()(
    'read',
    'What a helper needs to know, without names of films and folders, to be saved by the person.',
    none,
  ),
  'app.power': method<{ offline: string[] }>()(
    'write',
    'Tells that the computer goes to sleep or woke up: folders are looked for again. Answers those that are not there.',
    z.strictObject({ event: z.enum(['suspend', 'resume']) }),
  ),
  'app.info': method<AppInfo>()('read', 'Versions, the catalog in use and the size of it.', none),
  'app.doctor': method<DoctorReport>()(
    'read',
    'Checks of node, backends, catalog, backups, folders, models and cache.',
    none,
  ),
}

import type { CancelSignal } from '../util/cancel-signal.ts'
import { appContract } from './app.ts'
import type { ParamsOf, ParsedParamsOf, ResultOf } from './define.ts'
import { filtersContract } from './filters.ts'
import { foldersContract } from './folders.ts'
import type { JobInfo } from './jobs.ts'
import { jobsContract } from './jobs.ts'
import { labelsContract } from './labels.ts'
import { libraryContract } from './library.ts'
import { modelsContract } from './models.ts'
import { nfoContract } from './nfo.ts'
import { ownContract } from './own.ts'
import { posterContract } from './poster.ts'
import { problemsContract } from './problems.ts'
import { reviewContract } from './review.ts'
import { scanContract } from './scan.ts'
import { settingsContract } from './settings.ts'
import { teachContract } from './teach.ts'

/** Every method there is, by its name `domain.verb`. */
export const CONTRACT = {
  ...appContract,
  ...foldersContract,
  ...scanContract,
  ...jobsContract,
  ...libraryContract,
  ...posterContract,
  ...labelsContract,
  ...nfoContract,
  ...ownContract,
  ...modelsContract,
  ...settingsContract,
  ...filtersContract,
  ...problemsContract,
  ...reviewContract,
  ...teachContract,
} as const

export type Contract = typeof CONTRACT
export type MethodName = keyof Contract
export type MethodParams<Name extends MethodName> = ParamsOf<Contract[Name]>
export type ParsedParams<Name extends MethodName> = ParsedParamsOf<Contract[Name]>
export type MethodResult<Name extends MethodName> = ResultOf<Contract[Name]>

/** Announcements to every client. They tell what happened; clients then ask for what they show. */
export interface EngineEvents {
  /** Posters changed; null ids: too many to name, refetch. */
  'catalog.changed': { ids: number[] | null; catalogRevision: number }
  /** A job moved on or ended; at most ten times a second per job. */
  'job.changed': JobInfo
  /** The set of folders, their state, or how many posters they have changed. */
  'folders.changed': Record<string, never>
  /** What `app.info` tells changed: the catalog was found damaged, or another was put in its place. */
  'app.changed': Record<string, never>
  /** Settings or saved filters changed. */
  'settings.changed': Record<string, never>
  /** Genres of the user's own: which there are, what was said of them, or what was learned. */
  'own.changed': Record<string, never>
}
export type EventName = keyof EngineEvents
export const EVENT_NAMES: readonly EventName[] = [
  'catalog.changed',
  'job.changed',
  'folders.changed',
  'app.changed',
  'settings.changed',
  'own.changed',
]

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(CONTRACT, name)
}

/** The engine as its hosts and clients see it. */
export interface EngineApi {
  call<Name extends MethodName>(
    name: Name,
    params: MethodParams<Name>,
    options?: { signal?: CancelSignal },
  ): Promise<MethodResult<Name>>
  on<Name extends EventName>(name: Name, listener: (payload: EngineEvents[Name]) => void): () => void
}

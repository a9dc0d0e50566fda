import type { EventName, EngineEvents } from '#shared/contract/contract.ts'
import type { AppError } from '#shared/errors.ts'
import type { CatalogPaths } from '../catalog/paths.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { Pictures } from '../images/pictures.ts'
import type { JobQueue } from '../jobs/queue.ts'
import type { Explainer } from '../model/explain/explainer.ts'
import type { ModelManifest, Registry } from '../model/registry.ts'
import type { Predictor } from '../model/predictor.ts'
import type { ProviderMemory } from '../model/providers/memory.ts'
import type { Neighbours } from '../model/similar/neighbours.ts'
import type { Clock } from '../platform/clock.ts'
import type { FileSystems } from '../platform/file-systems.ts'
import type { Log } from '../platform/log.ts'
import type { GenreTable } from '../scan/genre-names.ts'
import type { ModelInUse } from './model-in-use.ts'
import type { OwnHeads } from '../training/own/own-heads.ts'

/** What the methods of every domain work on. */
export interface EngineContext {
  version: string
  store: CatalogStore
  jobs: JobQueue
  registry: Registry
  /** Of the model in use. */
  readonly manifest: ModelManifest
  /** Why that is not the current one; null: it is. */
  readonly modelTrouble: AppError | null
  model: ModelInUse
  providers: ProviderMemory
  /** Whether a job computes at the moment. */
  isComputing(): boolean
  genres: GenreTable
  clock: Clock
  log: Log
  fileSystems: FileSystems
  safeMode: boolean
  samplesPath: string | null
  /** Of the catalog's files, also while a backup is shown in its stead. */
  paths: CatalogPaths
  logsFolder: string | null
  /** The model in use, loaded and checked when first asked for. */
  predictor(): Promise<Predictor>
  /** The picture worker. */
  pictures(): Promise<Pictures>
  explainer: Explainer
  neighbours: Neighbours
  own: OwnHeads
  emit<Name extends EventName>(name: Name, payload: EngineEvents[Name]): void
}

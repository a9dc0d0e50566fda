import { join } from 'node:path'
import type { AppError } from '#shared/errors.ts'
import { dataFolder } from '../catalog/paths.ts'
import { ProviderMemory } from '../model/providers/memory.ts'
import type { ModelManifest, Registry } from '../model/registry.ts'
import { openRegistry } from '../model/registry.ts'
import { usableModel } from '../model/usable-model.ts'
import type { Clock } from '../platform/clock.ts'
import { systemClock } from '../platform/clock.ts'
import { resources } from '../platform/resources.ts'

/** What working with models takes when no catalog is open: predicting files, evaluating, verifying. */
export interface ModelTools {
  registry: Registry
  /** The model used where none is named. */
  manifest: ModelManifest
  /** Why that is not the current one; null: it is. */
  modelTrouble: AppError | null
  /** What computes the model on this machine. */
  providers: ProviderMemory
  clock: Clock
  /** Whether a job computes at the moment, beside which nothing is measured fairly. */
  isComputing(): boolean
}

/** @param folder the data folder */
export function providersIn(folder: string): ProviderMemory {
  return new ProviderMemory(join(folder, 'providers.json'))
}

/** @throws AppError `model/damaged`, `model/labels` when the bundled models cannot be listed */
export function openModelTools(modelsFolder: string = resources.modelsFolder()): ModelTools {
  const registry = openRegistry(modelsFolder)
  const { manifest, trouble } = usableModel(registry)
  return {
    registry,
    manifest,
    modelTrouble: trouble,
    providers: providersIn(dataFolder()),
    clock: systemClock,
    isComputing: () => false,
  }
}

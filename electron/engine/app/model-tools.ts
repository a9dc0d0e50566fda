import type { ModelManifest, Registry } from '../model/registry.ts'
import { openRegistry } from '../model/registry.ts'
import type { Clock } from '../platform/clock.ts'
import { systemClock } from '../platform/clock.ts'
import { resources } from '../platform/resources.ts'

/** What working with models takes when no catalog is open: predicting files, evaluating, verifying. */
export interface ModelTools {
  registry: Registry
  /** The model used where none is named. */
  manifest: ModelManifest
  clock: Clock
}

/** @throws AppError `model/damaged`, `model/labels` when the bundled models cannot be listed */
export function openModelTools(modelsFolder: string = resources.modelsFolder()): ModelTools {
  const registry = openRegistry(modelsFolder)
  return { registry, manifest: registry.current(), clock: systemClock }
}

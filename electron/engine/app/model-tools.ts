import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { isDamage, openCatalog } from '../catalog/open.ts'
import { dataFolder } from '../catalog/paths.ts'
import { ProviderMemory } from '../model/providers/memory.ts'
import type { ModelManifest, Registry } from '../model/registry.ts'
import { openRegistry } from '../model/registry.ts'
import type { TaughtVersions } from '../model/taught-versions.ts'
import { withTaught } from '../model/taught-versions.ts'
import { usableModel } from '../model/usable-model.ts'
import type { Clock } from '../platform/clock.ts'
import { systemClock } from '../platform/clock.ts'
import { resources } from '../platform/resources.ts'
import { taughtVersions } from './catalog-models.ts'

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

/**
 * @param catalogPath a catalog whose versions of the model are there too, and whose version in use is the one used; where
 *   it cannot be read, that is the trouble, and what came with Onesheet is used
 * @throws AppError `model/damaged`, `model/labels` when the bundled models cannot be listed
 */
export function openModelTools(
  modelsFolder: string = resources.modelsFolder(),
  catalogPath: string | null = null,
): ModelTools {
  const bundled = openRegistry(modelsFolder)
  const { versions, trouble: catalogTrouble } = versionsIn(catalogPath)
  const registry = withTaught(bundled, () => versions)
  const { manifest, trouble } = usableModel(registry)
  return {
    registry,
    manifest,
    modelTrouble: trouble ?? catalogTrouble,
    providers: providersIn(dataFolder()),
    clock: systemClock,
    isComputing: () => false,
  }
}

const NONE: TaughtVersions = { inUse: null, heads: [], listed: new Set() }

function versionsIn(catalogPath: string | null): { versions: TaughtVersions; trouble: AppError | null } {
  if (catalogPath === null || !existsSync(catalogPath)) return { versions: NONE, trouble: null }
  try {
    const catalog = openCatalog(catalogPath, { readOnly: true })
    try {
      return { versions: taughtVersions(catalog.db), trouble: null }
    } finally {
      catalog.close()
    }
  } catch (error) {
    if (error instanceof AppError) return { versions: NONE, trouble: error }
    if (isDamage(error)) return { versions: NONE, trouble: new AppError('catalog/damaged', catalogPath) }
    throw error
  }
}

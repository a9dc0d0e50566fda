import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import type { Teaching } from '#shared/contract/teach.ts'
import { AppError } from '#shared/errors.ts'
import { isDamage, openCatalog } from '../catalog/open.ts'
import { dataFolder } from '../catalog/paths.ts'
import { teachingById } from '../catalog/queries/teachings.ts'
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

/** The same with what a catalog knows of the versions that its verdicts taught. */
export interface CatalogModelTools extends ModelTools {
  /** How a version was taught; null: it was not. */
  teachingOf(model: string): Teaching | null
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
): CatalogModelTools {
  const bundled = openRegistry(modelsFolder)
  const { versions, teachings, trouble: catalogTrouble } = versionsIn(catalogPath)
  const registry = withTaught(bundled, () => versions)
  const { manifest, trouble } = usableModel(registry)
  return {
    registry,
    manifest,
    modelTrouble: trouble ?? catalogTrouble,
    providers: providersIn(dataFolder()),
    clock: systemClock,
    isComputing: () => false,
    teachingOf: (model) => teachings.get(model) ?? null,
  }
}

interface FoundVersions {
  versions: TaughtVersions
  /** By the id of what was taught. */
  teachings: ReadonlyMap<string, Teaching>
  trouble: AppError | null
}

const NONE = {
  versions: { inUse: null, heads: [], listed: new Set<string>() },
  teachings: new Map<string, Teaching>(),
}

function versionsIn(catalogPath: string | null): FoundVersions {
  if (catalogPath === null || !existsSync(catalogPath)) return { ...NONE, trouble: null }
  try {
    const catalog = openCatalog(catalogPath, { readOnly: true })
    try {
      const versions = taughtVersions(catalog.db)
      return { versions, teachings: teachingsOf(catalog.db, versions), trouble: null }
    } finally {
      catalog.close()
    }
  } catch (error) {
    if (error instanceof AppError) return { ...NONE, trouble: error }
    if (isDamage(error)) return { ...NONE, trouble: new AppError('catalog/damaged', catalogPath) }
    throw error
  }
}

function teachingsOf(db: Database.Database, { heads }: TaughtVersions): Map<string, Teaching> {
  return new Map(
    heads.flatMap(({ modelId, teachingId }) => {
      const teaching = teachingById(db, teachingId)
      return teaching === null ? [] : [[modelId, teaching]]
    }),
  )
}

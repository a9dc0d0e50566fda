import type Database from 'better-sqlite3'
import { taughtHeads, usedHeadIds, versionInUse } from '../catalog/queries/model-versions.ts'
import type { StoreModel } from '../catalog/store.ts'
import type { Registry } from '../model/registry.ts'
import { levelsOf, openRegistry } from '../model/registry.ts'
import type { TaughtVersions } from '../model/taught-versions.ts'
import { withTaught } from '../model/taught-versions.ts'
import { usableModel } from '../model/usable-model.ts'
import type { Log } from '../platform/log.ts'
import type { ModelInUse } from './model-in-use.ts'
import { modelInUse } from './model-in-use.ts'
import { levelChoices } from './settings.ts'

/** The models that a catalog can use, once it is open. */
export interface CatalogModels {
  readonly registry: Registry
  readonly model: ModelInUse
  /** Looks into a catalog for what its verdicts taught, and for what it uses. */
  attach(db: Database.Database): StoreModel
}

/** @throws AppError `model/damaged`, `model/labels` from `attach`, when no model can be used */
export function openCatalogModels(
  modelsFolder: string,
  options: { safeMode: boolean; log: Log },
): CatalogModels {
  const bundled = openRegistry(modelsFolder)
  let attached: Pick<CatalogModels, 'registry' | 'model'> | null = null
  const held = () => {
    if (attached === null) throw new Error('no catalog is open')
    return attached
  }
  return {
    get registry() {
      return held().registry
    },
    get model() {
      return held().model
    },
    attach(db) {
      const registry = withTaught(bundled, () => taughtVersions(db))
      const model = modelInUse(() => usableModel(registry), options)
      attached = { registry, model }
      return storeModelOf(db, model)
    },
  }
}

/** What a catalog's verdicts taught, as it is now. */
export function taughtVersions(db: Database.Database): TaughtVersions {
  return { inUse: versionInUse(db)?.id ?? null, heads: taughtHeads(db), listed: usedHeadIds(db) }
}

/** The model in use as its predictions are shown, by the levels that a person chose. */
export function storeModelOf(db: Database.Database, { manifest }: Pick<ModelInUse, 'manifest'>): StoreModel {
  return { id: manifest.id, levels: levelsOf(manifest, levelChoices(db)) }
}

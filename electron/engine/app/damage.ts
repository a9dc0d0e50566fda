import { AppError } from '#shared/errors.ts'
import { lastGoodBackup } from '../catalog/backups.ts'
import { isDamage } from '../catalog/open.ts'
import { damageOf } from '../catalog/open-store.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { problemOf } from '../catalog/verified-copy.ts'
import { refusalOfWrite } from '../platform/disk-full.ts'

/** What is made of SQLite's word that a file is damaged, while the engine works. */
export interface DamageWatch {
  /** The catalog itself is: from now on nothing is written, and clients are told. */
  noteCatalog(): void
  /** An error as a person should see it: damage and a full disk as refusals, anything else as it is. */
  readonly explain: (thrown: unknown) => unknown
}

/**
 * SQLite does not say which of the two files is damaged, so the catalog is looked through, once. Where it is whole, it is
 * the cache, which is thrown away when the engine closes and made again after.
 */
export function watchDamage(store: CatalogStore, onDamage: () => void): DamageWatch {
  const noteCatalog = () => {
    if (store.damage !== null) return
    const { path } = store.catalog
    store.damage = damageOf(path, lastGoodBackup(path))
    onDamage()
  }
  return {
    noteCatalog,
    explain(thrown) {
      if (!isDamage(thrown)) return refusalOfWrite(thrown)
      if (store.damage === null && isWhole(store)) {
        store.isCacheSpoiled = true
        return new AppError('cache/damaged')
      }
      noteCatalog()
      return store.refusal()
    },
  }
}

function isWhole(store: CatalogStore): boolean {
  try {
    return problemOf(store.db) === null
  } catch (error) {
    if (isDamage(error)) return false
    throw error
  }
}

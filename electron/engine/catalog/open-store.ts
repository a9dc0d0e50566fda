import type Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import type { BackupFile } from './backups.ts'
import { lastGoodBackup, listBackups } from './backups.ts'
import type { OpenOptions } from './open.ts'
import { isDamage, openCatalog } from './open.ts'
import { catalogPaths } from './paths.ts'
import type { StoreModel } from './store.ts'
import { CatalogStore } from './store.ts'

/**
 * Opens a catalog for the engine. A damaged one is opened for reading, as far as it can be read; where it cannot, its
 * last good backup is. Either way the file stays as it is, and {@link CatalogStore.damage} says what to do.
 * @param modelOf the model that a catalog uses
 * @throws AppError as {@link openCatalog}; `catalog/damaged` where neither can be read
 */
export function openStore(
  path: string,
  options: OpenOptions,
  modelOf: (db: Database.Database) => StoreModel,
): CatalogStore {
  try {
    return opened(path, options, modelOf)
  } catch (error) {
    if (!isDamaged(error)) throw error
  }
  const backup = lastGoodBackup(path)
  const damage = damageOf(path, backup)
  try {
    const store = opened(path, { ...options, readOnly: true }, modelOf)
    store.damage = damage
    return store
  } catch (error) {
    if (!isDamaged(error) || backup === null) throw isDamaged(error) ? damage : error
  }
  const store = opened(
    backup.path,
    { ...options, readOnly: true, cachePath: catalogPaths(path).cache },
    modelOf,
  )
  store.damage = damage
  return store
}

function opened(
  path: string,
  options: OpenOptions,
  modelOf: (db: Database.Database) => StoreModel,
): CatalogStore {
  const catalog = openCatalog(path, options)
  try {
    return new CatalogStore(catalog, modelOf(catalog.db))
  } catch (error) {
    catalog.close()
    throw error
  }
}

function isDamaged(error: unknown): boolean {
  return isDamage(error) || (error instanceof AppError && error.code === 'catalog/damaged')
}

/** The refusal of everything that would write into a damaged catalog, naming the backup to put in its place. */
export function damageOf(path: string, backup: BackupFile | null): AppError {
  const { catalog } = catalogPaths(path)
  const hasAny = listBackups(catalog).length > 0
  const offer =
    backup !== null
      ? `its last good backup is ${backup.path}`
      : hasAny
        ? 'none of its backups is whole'
        : 'it has no backup'
  return new AppError('catalog/damaged', `${catalog} (${offer})`, {
    backup: backup?.path ?? null,
    at: backup?.at ?? null,
  })
}

import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import { openCache } from './cache.ts'
import type { CatalogLock } from './lock.ts'
import { acquireLock } from './lock.ts'
import { migrate, schemaVersion } from './migrate.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import { catalogPaths } from './paths.ts'

export interface Catalog {
  readonly path: string
  readonly cachePath: string
  readonly readOnly: boolean
  readonly db: Database.Database
  readonly cache: Database.Database
  close(): void
}

/** Settings that hold for every connection to catalog.db: nothing is acknowledged before it is on the disk. */
function configure(db: Database.Database): void {
  db.pragma('synchronous = FULL')
  if (process.platform === 'darwin') db.pragma('fullfsync = ON')
  db.pragma('foreign_keys = ON')
  db.pragma('temp_store = MEMORY')
  db.pragma('cache_size = -32768')
  db.pragma('mmap_size = 268435456')
}

function openFile(path: string, readOnly: boolean): Database.Database {
  try {
    const db = new Database(path, { readonly: readOnly, timeout: 5_000 })
    db.pragma('schema_version')
    return db
  } catch (error) {
    if (error instanceof Database.SqliteError) {
      if (error.code === 'SQLITE_NOTADB') throw new AppError('catalog/not-a-catalog', path)
      if (error.code.startsWith('SQLITE_CORRUPT')) throw new AppError('catalog/damaged', path)
      if (error.code.startsWith('SQLITE_CANTOPEN') || error.code.startsWith('SQLITE_READONLY')) {
        throw new AppError('catalog/read-only', path)
      }
    }
    throw error
  }
}

/**
 * Opens a catalog, making or migrating it when it may be written.
 * @throws AppError `catalog/busy`, `catalog/newer`, `catalog/missing`, `catalog/not-a-catalog`, `catalog/read-only`
 */
export function openCatalog(catalogFile: string, options: { readOnly: boolean }): Catalog {
  const paths = catalogPaths(catalogFile)
  return options.readOnly ? openReader(paths.catalog, paths.cache) : openWriter(paths)
}

function openReader(path: string, cachePath: string): Catalog {
  if (!existsSync(path) || statSync(path).size === 0) throw new AppError('catalog/missing', path)
  const db = openFile(path, true)
  try {
    const version = schemaVersion(db)
    if (version > MIGRATIONS.length) throw new AppError('catalog/newer', path)
    if (version === 0) throw new AppError('catalog/not-a-catalog', path)
    configure(db)
    const cache = openCache(cachePath, { readOnly: true })
    return { path, cachePath, readOnly: true, db, cache, close: () => (cache.close(), void db.close()) }
  } catch (error) {
    db.close()
    throw error
  }
}

function openWriter(paths: { catalog: string; cache: string; lock: string }): Catalog {
  let lock: CatalogLock | undefined
  let db: Database.Database | undefined
  try {
    mkdirSync(dirname(paths.catalog), { recursive: true })
    lock = acquireLock(paths.lock)
    const isNew = !existsSync(paths.catalog) || statSync(paths.catalog).size === 0
    db = openFile(paths.catalog, false)
    const version = schemaVersion(db)
    if (version > MIGRATIONS.length) throw new AppError('catalog/newer', paths.catalog)
    if (version === 0 && !isNew) throw new AppError('catalog/not-a-catalog', paths.catalog)
    db.pragma('journal_mode = WAL')
    configure(db)
    migrate(db, paths.catalog, MIGRATIONS)
    const cache = openCache(paths.cache, { readOnly: false })
    const held = { lock, db }
    return {
      path: paths.catalog,
      cachePath: paths.cache,
      readOnly: false,
      db,
      cache,
      close() {
        cache.close()
        held.db.close()
        held.lock.release()
      },
    }
  } catch (error) {
    db?.close()
    lock?.release()
    if (isPermissionError(error)) throw new AppError('catalog/read-only', dirname(paths.catalog))
    throw error
  }
}

function isPermissionError(error: unknown): boolean {
  if (error instanceof Database.SqliteError) return /^SQLITE_(READONLY|CANTOPEN)/.test(error.code)
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'EACCES' || code === 'EROFS' || code === 'EPERM'
}

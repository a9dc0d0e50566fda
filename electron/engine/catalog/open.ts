import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import type { FileSystems } from '../platform/file-systems.ts'
import { systemFileSystems } from '../platform/file-systems.ts'
import { listBackups } from './backups.ts'
import { openCache } from './cache.ts'
import { repairDerived } from './derived.ts'
import { CLOSED_MARK, OPEN_MARK, readHeader, sizeOf, walBeside, writeMark } from './header.ts'
import type { CatalogLock } from './lock.ts'
import { acquireLock } from './lock.ts'
import { migrate, runMigration } from './migrate.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import type { CatalogPaths } from './paths.ts'
import { catalogPaths } from './paths.ts'
import { ANY_FOLDER_VARIABLE, checkPlace } from './place.ts'
import { schemaVersion } from './schema-version.ts'
import { CHECKED_AT_START } from './tables.ts'

export interface Catalog {
  readonly path: string
  readonly cachePath: string
  readonly readOnly: boolean
  readonly db: Database.Database
  readonly cache: Database.Database
  /** What was found wrong at opening, and is told. */
  readonly troubles: readonly AppError[]
  /** Derived data that was made again at opening, in words for the log. */
  readonly repaired: readonly string[]
  close(): void
}

export interface OpenOptions {
  readOnly: boolean
  /** Epoch milliseconds, for names of copies. */
  now?: number
  fileSystems?: FileSystems
  /** Another file's cache.db: a backup is shown with the thumbnails of its catalog. */
  cachePath?: string
}

/** How long a connection waits for another's lock. */
export const BUSY_TIMEOUT_MS = 5_000
/** The -wal is cut back to this when SQLite starts it again. */
const WAL_KEPT_BYTES = 64 * 1024 * 1024

/** Settings that hold for every connection to catalog.db: nothing is acknowledged before it is on the disk. */
function configure(db: Database.Database): void {
  db.pragma('synchronous = FULL')
  if (process.platform === 'darwin') db.pragma('fullfsync = ON')
  db.pragma('foreign_keys = ON')
  db.pragma('temp_store = MEMORY')
  db.pragma('cache_size = -32768')
  db.pragma('mmap_size = 268435456')
  db.pragma(`journal_size_limit = ${WAL_KEPT_BYTES}`)
}

function openFile(path: string, readOnly: boolean): Database.Database {
  const db = new Database(path, { readonly: readOnly, timeout: BUSY_TIMEOUT_MS })
  try {
    db.pragma('schema_version')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Opens a catalog, making or migrating it when it may be written.
 * @throws AppError `catalog/busy`, `catalog/newer`, `catalog/missing`, `catalog/not-a-catalog`, `catalog/read-only`,
 *   `catalog/damaged`, `catalog/wal-alone`, `catalog/network-folder`, `catalog/sync-folder`
 */
export function openCatalog(catalogFile: string, options: OpenOptions): Catalog {
  const own = catalogPaths(catalogFile)
  const paths = { ...own, cache: options.cachePath ?? own.cache }
  try {
    return options.readOnly ? openReader(paths) : openWriter(paths, options)
  } catch (error) {
    throw refusalOf(error, paths.catalog)
  }
}

function openReader(paths: CatalogPaths): Catalog {
  const { catalog: path, cache: cachePath } = paths
  if (!existsSync(path) || sizeOf(path) === 0) {
    throw new AppError(walBeside(path) === 'filled' ? 'catalog/wal-alone' : 'catalog/missing', path)
  }
  let db = openReadable(path)
  try {
    const version = schemaVersion(db)
    if (version > MIGRATIONS.length) throw new AppError('catalog/newer', path)
    if (version === 0) throw new AppError('catalog/not-a-catalog', path)
    if (version < MIGRATIONS.length) db = migratedInMemory(db)
    configure(db)
    const cache = openCache(cachePath, { readOnly: true })
    const close = () => {
      cache.close()
      db.close()
    }
    return { path, cachePath, readOnly: true, db, cache, troubles: [], repaired: [], close }
  } catch (error) {
    db.close()
    throw error
  }
}

/** SQLite reads a catalog by way of files beside it. Where none can be made, a closed one is read into memory. */
function openReadable(path: string): Database.Database {
  try {
    return openFile(path, true)
  } catch (error) {
    const isBarred = error instanceof Database.SqliteError && /^SQLITE_(?:CANTOPEN|READONLY)/.test(error.code)
    if (!isBarred || walBeside(path) === 'filled') throw error
    return inMemory(readFileSync(path))
  }
}

/** In memory there is no -wal: bytes 18 and 19 of the header say how the file is written and read. */
function inMemory(bytes: Buffer): Database.Database {
  bytes.fill(1, 18, 20)
  return new Database(bytes)
}

/** An older catalog as this version reads it. A reader leaves the file as it is; the next writer migrates it. */
function migratedInMemory(file: Database.Database): Database.Database {
  const bytes = file.serialize()
  file.close()
  const db = inMemory(bytes)
  for (const migration of MIGRATIONS.slice(schemaVersion(db))) runMigration(db, migration)
  return db
}

function openWriter(paths: CatalogPaths, options: OpenOptions): Catalog {
  const { catalog: path } = paths
  const now = options.now ?? Date.now()
  let lock: CatalogLock | undefined
  let db: Database.Database | undefined
  let wasClosed = false
  try {
    mkdirSync(dirname(path), { recursive: true })
    if (process.env[ANY_FOLDER_VARIABLE] !== '1') {
      checkPlace(dirname(path), options.fileSystems ?? systemFileSystems)
    }
    lock = acquireLock(paths.lock)
    const beside = lookBeside(path, now)
    wasClosed = beside.wasClosed
    const isNew = sizeOf(path) === 0
    db = openFile(path, false)
    const version = schemaVersion(db)
    if (version > MIGRATIONS.length) throw new AppError('catalog/newer', path)
    if (version === 0 && !isNew) throw new AppError('catalog/not-a-catalog', path)
    if (version > 0) checkAtStart(db)
    db.pragma('journal_mode = WAL')
    configure(db)
    migrate(db, path, MIGRATIONS, now)
    if (db.pragma('application_id', { simple: true }) !== OPEN_MARK) {
      db.pragma(`application_id = ${OPEN_MARK}`)
    }
    const repaired = repairDerived(db, { states: beside.mayBeStale })
    const cache = openCache(paths.cache, { readOnly: false })
    const held = { lock, db }
    return {
      path,
      cachePath: paths.cache,
      readOnly: false,
      db,
      cache,
      troubles: beside.troubles,
      repaired,
      close() {
        try {
          cache.close()
          held.db.close()
          markClosed(path)
        } finally {
          held.lock.release()
        }
      },
    }
  } catch (error) {
    db?.close()
    // Refused: the file is left as it was found.
    if (wasClosed) markClosed(path)
    lock?.release()
    throw error
  }
}

/** Looks at catalog and -wal before SQLite does, which would read any -wal into any catalog, and marks ours as open. */
function lookBeside(
  path: string,
  now: number,
): { troubles: AppError[]; wasClosed: boolean; mayBeStale: boolean } {
  const wal = walBeside(path)
  if (sizeOf(path) === 0) {
    if (wal === 'filled') throw new AppError('catalog/wal-alone', path)
    return { troubles: [], wasClosed: false, mayBeStale: false }
  }
  const header = readHeader(path)
  if (header === null || header.userVersion === 0 || header.userVersion > MIGRATIONS.length) {
    return { troubles: [], wasClosed: false, mayBeStale: false }
  }
  const troubles: AppError[] = []
  if (header.mark === 'closed' && wal === 'filled') {
    const kept = `${path}-wal.left-behind-${now}`
    renameSync(`${path}-wal`, kept)
    rmSync(`${path}-shm`, { force: true })
    troubles.push(new AppError('catalog/wal-left-behind', kept))
  }
  if (header.mark === 'open' && wal === 'none') troubles.push(new AppError('catalog/wal-missing', path))
  if (header.mark === 'closed') writeMark(path, OPEN_MARK)
  return { troubles, wasClosed: header.mark === 'closed', mayBeStale: header.mark === 'open' }
}

function markClosed(path: string): void {
  // While a reader is at it, its -wal stays, and with it the mark that says so.
  if (walBeside(path) !== 'none') return
  try {
    writeMark(path, CLOSED_MARK)
  } catch (error) {
    // The drive went before us. All that was acknowledged is on it; the next start looks more closely.
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

/** The quick part of the check. The rest is looked at with every backup. */
function checkAtStart(db: Database.Database): void {
  const existing = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()
  // An older schema lacks some of them until it was migrated.
  for (const table of CHECKED_AT_START.filter((name) => existing.includes(name))) {
    const [line] = db.pragma(`quick_check('${table}')`) as { quick_check: string }[]
    if (line !== undefined && line.quick_check !== 'ok') throw new AppError('catalog/damaged', db.name)
  }
}

function refusalOf(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (error instanceof AppError) return error
  if (code === 'SQLITE_NOTADB') {
    // With backups of its own it was a catalog once, and lost its first bytes.
    return new AppError(listBackups(path).length > 0 ? 'catalog/damaged' : 'catalog/not-a-catalog', path)
  }
  if (isDamage(error)) return new AppError('catalog/damaged', path)
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return new AppError('catalog/disk-full')
  if (/^(?:SQLITE_(?:READONLY|CANTOPEN).*|EACCES|EROFS|EPERM)$/.test(code)) {
    return new AppError('catalog/read-only', dirname(path))
  }
  return error
}

/** Whether SQLite says that a file's own bytes are wrong. */
export function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code)
}

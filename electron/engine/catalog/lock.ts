import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'

export interface CatalogLock {
  release(): void
}

/**
 * One writer per catalog. The lock is an exclusive transaction in a tiny database of its own, so the operating
 * system lets go of it whenever the process ends, however it ends, and no stale lock can remain.
 * @throws AppError `catalog/busy` when another process holds it.
 */
export function acquireLock(lockPath: string): CatalogLock {
  const database = new Database(lockPath, { timeout: 0 })
  try {
    database.pragma('journal_mode = DELETE')
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (error instanceof Database.SqliteError && /^SQLITE_BUSY/.test(error.code))
      throw new AppError('catalog/busy')
    throw error
  }
  return {
    release() {
      database.close()
    },
  }
}

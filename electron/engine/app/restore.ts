import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import { newBackupPath, pruneBackups } from '../catalog/backups.ts'
import { sizeOf } from '../catalog/header.ts'
import { acquireLock } from '../catalog/lock.ts'
import { MIGRATIONS } from '../catalog/migrations/migrations.ts'
import { catalogPaths } from '../catalog/paths.ts'
import type { CopyFacts } from '../catalog/verified-copy.ts'
import { copyVerified, isGoodCopy } from '../catalog/verified-copy.ts'
import { syncFolder } from '../platform/whole-file.ts'

/**
 * Puts a backup in the catalog's place. The present catalog is backed up first; a damaged one, of which no checked
 * copy can be made, is kept beside the backups byte for byte, with its -wal.
 * @param now epoch milliseconds, for the name of the present one's backup
 * @returns size and SHA-256 of the catalog as it now is
 * @throws AppError `backup/not-good` where the file is no whole catalog, `catalog/busy` while the catalog is open,
 *   `catalog/disk-full`; nothing is changed then
 */
export async function restoreCatalog(catalogFile: string, file: string, now: number): Promise<CopyFacts> {
  const paths = catalogPaths(catalogFile)
  const from = resolve(file)
  if (!existsSync(from) || !isGoodCopy(from, MIGRATIONS.length)) throw new AppError('backup/not-good', file)
  mkdirSync(dirname(paths.catalog), { recursive: true })
  const lock = acquireLock(paths.lock)
  try {
    await keepPresent(paths.catalog, now)
    const facts = await copyVerified(from, `${paths.catalog}.restored`)
    // A -wal of the present one would be read into the restored. What it holds is kept already.
    for (const suffix of ['-wal', '-shm']) rmSync(paths.catalog + suffix, { force: true })
    renameSync(`${paths.catalog}.restored`, paths.catalog)
    syncFolder(dirname(paths.catalog))
    pruneBackups(paths.catalog)
    return facts
  } finally {
    lock.release()
  }
}

async function keepPresent(path: string, now: number): Promise<void> {
  if (sizeOf(path) === 0 && sizeOf(`${path}-wal`) === 0) return
  try {
    await copyVerified(path, newBackupPath(path, 'before-restore', now))
    // A kill before the rename then leaves the present one whole.
    const present = new Database(path)
    present.pragma('wal_checkpoint(TRUNCATE)')
    present.close()
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'catalog/disk-full') throw error
    const kept = newBackupPath(path, 'damaged', now)
    for (const suffix of ['', '-wal']) {
      if (existsSync(path + suffix)) copyFileSync(path + suffix, kept + suffix)
    }
  }
}

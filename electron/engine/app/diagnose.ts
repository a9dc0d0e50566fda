import { accessSync, constants, readdirSync, statfsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { Problem } from '#shared/contract/app.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { AppError, ERROR_SENTENCES } from '#shared/errors.ts'
import { listBackups } from '../catalog/backups.ts'
import { isIndexComplete, stalePresences } from '../catalog/derived.ts'
import { readHeader, sizeOf, walBeside } from '../catalog/header.ts'
import { MIGRATIONS } from '../catalog/migrations/migrations.ts'
import { checkPlace } from '../catalog/place.ts'
import { activeRoots } from '../catalog/queries/roots.ts'
import { LARGEST_WAL_BYTES } from '../catalog/store.ts'
import { isGoodCopy } from '../catalog/verified-copy.ts'
import type { FileSystems } from '../platform/file-systems.ts'
import { presenceOf } from '../scan/root-presence.ts'
import { examineModels } from './models.ts'
import type { ModelTools } from './model-tools.ts'
import { brokenSettings } from './settings.ts'

const LITTLE_SPACE_BYTES = 200 * 1024 * 1024

function problem(code: string, severity: Problem['severity'], message: string): Problem {
  return { code, severity, message }
}

function known(code: ErrorCode, severity: Problem['severity'], particular: string): Problem {
  return problem(code, severity, `${particular}: ${ERROR_SENTENCES[code]}`)
}

/** What is wrong with the files of a catalog and their place, without opening it. */
export function diagnoseFiles(
  path: string,
  options: { fileSystems: FileSystems; isOpenHere: boolean },
): Problem[] {
  const found: Problem[] = []
  const folder = dirname(path)
  if (sizeOf(path) > 0 && !options.isOpenHere) {
    const mark = readHeader(path)?.mark
    const wal = walBeside(path)
    if (mark === 'open' && wal === 'none') found.push(known('catalog/wal-missing', 'error', path))
    if (mark === 'closed' && wal === 'filled') found.push(known('catalog/wal-left-behind', 'warning', path))
  }
  for (const name of namesIn(folder)) {
    if (!name.startsWith(`${basename(path)}-wal.left-behind-`)) continue
    found.push(known('catalog/wal-left-behind', 'warning', join(folder, name)))
  }
  if (sizeOf(`${path}-wal`) > LARGEST_WAL_BYTES) {
    const words =
      'The -wal file has grown large, because something keeps reading the catalog. Close other Onesheets.'
    found.push(problem('catalog/wal-large', 'warning', words))
  }
  try {
    accessSync(folder, constants.W_OK)
    checkPlace(folder, options.fileSystems)
    const { bavail, bsize } = statfsSync(folder)
    if (bavail * bsize < LITTLE_SPACE_BYTES) {
      const megabytes = Math.floor((bavail * bsize) / 1e6)
      const words = `The disk of the catalog has ${megabytes} MB left. Free some space.`
      found.push(problem('disk/nearly-full', 'warning', words))
    }
  } catch (error) {
    if (error instanceof AppError) found.push(problem(error.code, 'warning', error.message))
    // A folder that is not there yet has nothing wrong with it.
    else if (codeOf(error) !== 'ENOENT') found.push(known('catalog/read-only', 'error', folder))
  }
  return [...found, ...diagnoseBackups(path)]
}

function diagnoseBackups(path: string): Problem[] {
  const [last] = listBackups(path)
  if (last === undefined || isGoodCopy(last.path, MIGRATIONS.length)) return []
  const words = `The last backup, ${last.path}, is damaged. Make another: onesheet backup FILE.`
  return [problem('backup/damaged', 'warning', words)]
}

/** Every page, every reference, and what is derived. */
export function diagnoseCatalog(db: Database.Database): Problem[] {
  const found: Problem[] = []
  const lines = db.pragma('quick_check(10)') as { quick_check: string }[]
  const bad = lines.map((line) => line.quick_check).filter((line) => line !== 'ok')
  if (bad.length > 0) return [known('catalog/damaged', 'error', bad.join('; '))]
  const strays = db.pragma('foreign_key_check') as unknown[]
  if (strays.length > 0) {
    const words = `${strays.length} rows point to rows that are not there. Restore the last good backup.`
    found.push(problem('catalog/strays', 'error', words))
  }
  if (!isIndexComplete(db)) {
    const words = 'The search index does not fit the titles. It is made again at the next scan.'
    found.push(problem('catalog/search-stale', 'warning', words))
  }
  const stale = stalePresences(db).length
  if (stale > 0) {
    const words = `${stale} posters are shown as missing, or as there, and are not. The next scan puts that right.`
    found.push(problem('catalog/state-stale', 'warning', words))
  }
  const broken = brokenSettings(db)
  if (broken.length > 0) {
    const words = `These settings cannot be read and count as not set: ${broken.join(', ')}. Set them again.`
    found.push(problem('settings/unreadable', 'warning', words))
  }
  const bans = db.prepare('SELECT count(*) FROM ban').pluck().get() as number
  if (bans > 0) {
    const words = `${bans} pictures crashed or stalled their reader and are not tried again. onesheet list --status quarantined names them.`
    found.push(problem('picture/banned', 'warning', words))
  }
  return found
}

/** Folders that are set aside, or cannot be reached right now. */
export async function diagnoseRoots(db: Database.Database): Promise<Problem[]> {
  const found: Problem[] = []
  for (const root of activeRoots(db)) {
    const path = root.path.toString('utf8')
    if (root.state !== 'ok') {
      found.push(problem(`folder/${root.state}`, 'warning', `${path}: ${root.reason ?? 'Scan it again.'}`))
    } else if ((await presenceOf(root.path)) === null) {
      const words = `${path} cannot be reached. Its posters and verdicts stay; connect its drive, or relocate it.`
      found.push(problem('folder/offline', 'warning', words))
    }
  }
  return found
}

/** cache.db can be made again; that it has to be should not come as a surprise. */
export function diagnoseCache(path: string): Problem[] {
  if (sizeOf(path) === 0) return []
  try {
    const db = new Database(path, { readonly: true })
    try {
      const [line] = db.pragma('quick_check(1)') as { quick_check: string }[]
      if (line === undefined || line.quick_check === 'ok') return []
    } finally {
      db.close()
    }
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
  }
  const words = `${path} is damaged. Nothing is lost: delete it, and the next scan makes thumbnails again.`
  return [problem('cache/damaged', 'warning', words)]
}

export function diagnoseModels(tools: ModelTools): Problem[] {
  return examineModels(tools).flatMap(({ problem: found }) =>
    found === null ? [] : [problem(found.code, 'warning', found.message)],
  )
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Not there, or not to be listed: the catalog itself says which.
    return []
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

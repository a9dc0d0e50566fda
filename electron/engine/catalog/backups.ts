import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { MIGRATIONS } from './migrations/migrations.ts'
import { isGoodCopy, removeWithCompanions } from './verified-copy.ts'

/** Why a backup was made, as its name says. */
export type BackupReason = 'daily' | 'by-hand' | 'before-update' | 'before-restore' | 'before-forgetting'

export interface BackupFile {
  path: string
  /** Epoch milliseconds, from the name. */
  at: number
  reason: BackupReason
}

export const KEPT_BACKUPS = 7

const NAME = /^-(\d{4})-(\d{2})-(\d{2})-(\d{2})(\d{2})(\d{2})(\d{3})-([a-z-]+)\.db$/
const REASONS: readonly string[] = [
  'daily',
  'by-hand',
  'before-update',
  'before-restore',
  'before-forgetting',
] satisfies BackupReason[]

/** The folder of a catalog's backups, beside it. */
export function backupsFolder(catalogPath: string): string {
  return join(dirname(catalogPath), 'backups')
}

/** Path for a new backup, `backups/catalog-2026-11-24-115313000-daily.db` (UTC); makes the folder. */
export function newBackupPath(catalogPath: string, reason: BackupReason | 'damaged', now: number): string {
  mkdirSync(backupsFolder(catalogPath), { recursive: true })
  for (let at = now; ; at++) {
    const time = new Date(at).toISOString()
    const stamp = `${time.slice(0, 10)}-${time.slice(11, 23).replace(/[:.]/g, '')}`
    const path = join(backupsFolder(catalogPath), `${stemOf(catalogPath)}-${stamp}-${reason}.db`)
    if (!existsSync(path)) return path
  }
}

/** The backups of a catalog, newest first. Files of other names, damaged originals among them, are not ours to count. */
export function listBackups(catalogPath: string): BackupFile[] {
  const folder = backupsFolder(catalogPath)
  const stem = stemOf(catalogPath)
  const found: BackupFile[] = []
  for (const name of namesIn(folder)) {
    const parts = name.startsWith(stem) ? NAME.exec(name.slice(stem.length)) : null
    if (parts === null) continue
    const [, year, month, day, hour, minute, second, millisecond, reason] = parts.map(String)
    if (reason === undefined || !REASONS.includes(reason)) continue
    const at = Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
      Number(millisecond),
    )
    found.push({ path: join(folder, name), at, reason: reason as BackupReason })
  }
  return found.sort((left, right) => right.at - left.at)
}

/** Removes all but the last seven, and what a stopped backup left behind. */
export function pruneBackups(catalogPath: string): void {
  for (const { path } of listBackups(catalogPath).slice(KEPT_BACKUPS)) rmSync(path, { force: true })
  const folder = backupsFolder(catalogPath)
  for (const name of namesIn(folder)) {
    if (name.startsWith(`${stemOf(catalogPath)}-`) && name.endsWith('.db.partial')) {
      removeWithCompanions(join(folder, name))
    }
  }
}

/** The newest backup that passes every check, or null. */
export function lastGoodBackup(catalogPath: string): BackupFile | null {
  return listBackups(catalogPath).find(({ path }) => isGoodCopy(path, MIGRATIONS.length)) ?? null
}

function stemOf(catalogPath: string): string {
  return basename(catalogPath).replace(/\.db$/i, '')
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // No folder yet, or one that cannot be listed: there is nothing to offer.
    return []
  }
}

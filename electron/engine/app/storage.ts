import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Storage } from '#shared/contract/app.ts'
import type { BackupInfo } from '#shared/contract/settings.ts'
import { backupsFolder, listBackups } from '../catalog/backups.ts'
import { sizeOf } from '../catalog/header.ts'
import { keepBackup } from './backups.ts'
import type { EngineContext } from './context.ts'
import { diagnosticsText } from './diagnostics.ts'
import { runDoctor } from './doctor.ts'

/** The catalog's own path; the store may have opened a backup in its stead. */
export function storage({ paths, logsFolder }: EngineContext): Storage {
  return {
    dataFolder: dirname(paths.catalog),
    catalogBytes: sizeOf(paths.catalog) + sizeOf(`${paths.catalog}-wal`),
    cacheBytes: sizeOf(paths.cache) + sizeOf(`${paths.cache}-wal`),
    backupsBytes: folderBytes(backupsFolder(paths.catalog)),
    logsBytes: logsFolder === null ? 0 : folderBytes(logsFolder),
  }
}

/** The files of a folder, not of folders in it; 0 for one that is not there. */
function folderBytes(folder: string): number {
  try {
    return readdirSync(folder).reduce((sum, name) => sum + sizeOf(join(folder, name)), 0)
  } catch {
    return 0
  }
}

export function backupList({ paths }: Pick<EngineContext, 'paths'>): { backups: BackupInfo[] } {
  return { backups: listBackups(paths.catalog).map((backup) => ({ ...backup, bytes: sizeOf(backup.path) })) }
}

/** @throws AppError `catalog/damaged`, `catalog/disk-full` */
export async function backupKeep(context: EngineContext): Promise<{ backups: BackupInfo[] }> {
  await keepBackup(context.store, { reason: 'by-hand', now: context.clock.now() })
  return backupList(context)
}

/** What a helper needs to know, as `onesheet doctor --save` writes it, without titles and paths. */
export async function diagnostics(
  context: EngineContext,
  signal: AbortSignal,
): Promise<{ fileName: string; text: string }> {
  const report = await runDoctor(context, signal)
  const day = new Date(context.clock.now()).toISOString().slice(0, 10)
  const text = diagnosticsText({ report, logsFolder: context.logsFolder, withTitles: false })
  return { fileName: `onesheet-diagnostics-${day}.json`, text }
}

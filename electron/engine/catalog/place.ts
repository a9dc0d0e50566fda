import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { FileSystems } from '../platform/file-systems.ts'

/*
 * SQLite needs locks that hold and a disk that keeps its word, which a network share does not promise
 * (https://www.sqlite.org/useovernet.html); a program that synchronises a folder copies catalog and -wal at different
 * moments, and puts old ones back.
 */

/** Set to 1 by those whose home folder is such a place: they know, and no other program writes there. */
export const ANY_FOLDER_VARIABLE = 'ONESHEET_ANY_FOLDER'

/** Types of statfs(2) (Linux' magic.h). FUSE is not among them: it is USB sticks as often as servers. */
const NETWORK_TYPES: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x73757245, 'Coda'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x564c, 'NCP'],
])

/** Folders that sync programs make, by name, and the files they leave in the top of others. */
const SYNC_NAMES: readonly [RegExp, string][] = [
  [/^Dropbox(?: \(.+\))?$/i, 'Dropbox'],
  [/^OneDrive(?: - .+|-.+)?$/i, 'OneDrive'],
  [/^Google ?Drive(?:-.+)?$/i, 'Google Drive'],
  [/^(?:iCloud ?Drive|com~apple~CloudDocs|Mobile Documents)$/i, 'iCloud'],
  [/^CloudStorage$/, 'a cloud drive'],
  [/^Nextcloud$/i, 'Nextcloud'],
  [/^ownCloud$/i, 'ownCloud'],
  [/^pCloud ?Drive$/i, 'pCloud'],
]
const SYNC_MARKS: readonly [string, string][] = [
  ['.dropbox.cache', 'Dropbox'],
  ['.stfolder', 'Syncthing'],
  ['.nextcloudsync.log', 'Nextcloud'],
  ['.owncloudsync.log', 'ownCloud'],
]

/**
 * Refuses a place for a catalog that would lose it one day.
 * @param folder where the catalog lies or would be made; it is there
 * @throws AppError `catalog/network-folder`, `catalog/sync-folder`
 */
export function checkPlace(folder: string, fileSystems: FileSystems): void {
  const type = fileSystems.typeOf(folder)
  // Linux hands the number over signed on some systems.
  const network = type === null ? undefined : NETWORK_TYPES.get(type >>> 0)
  if (network !== undefined) throw new AppError('catalog/network-folder', `${folder} (${network})`)
  const sync = syncProgramOf(folder)
  if (sync !== null) throw new AppError('catalog/sync-folder', `${folder} (${sync})`)
}

function syncProgramOf(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const name = at.slice(dirname(at).length).replace(/^[\\/]/, '')
    const named = SYNC_NAMES.find(([pattern]) => pattern.test(name))
    if (named !== undefined) return named[1]
    const marked = SYNC_MARKS.find(([mark]) => existsSync(join(at, mark)))
    if (marked !== undefined) return marked[1]
    if (dirname(at) === at) return null
  }
}

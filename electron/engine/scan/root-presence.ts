import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { RootRow } from '../catalog/queries/roots.ts'
import type { FileSystems, Volume } from '../platform/file-systems.ts'
import { identityOf, statOf } from './walk-stat.ts'

/*
 * Whether a folder is still the one it was. A drive that is unplugged leaves nothing, or an empty mount point, or what
 * lay under it: the path alone proves nothing.
 */

/** Device and inode of a folder, null when it cannot be reached or is no folder. */
export async function presenceOf(path: Buffer): Promise<string | null> {
  const stats = await statOf(path)
  return typeof stats === 'string' || !stats.isDirectory() ? null : identityOf(stats)
}

/** Where a folder that cannot be reached lies now, if its drive is connected at another place. */
export async function whereNow(root: RootRow, fileSystems: FileSystems): Promise<string | null> {
  if (root.volume === null || root.volume_path === null) return null
  const mount = await fileSystems.mountOf(root.volume)
  if (mount === null) return null
  const path = join(mount, root.volume_path.toString('utf8'))
  if (path === root.path.toString('utf8')) return null
  const stats = await stat(path).catch(() => null)
  return stats?.isDirectory() === true ? path : null
}

/** Whether another drive than the one known is at a folder's place. Unknown on either side proves nothing. */
export function isOtherVolume(root: RootRow, volume: Volume | null): boolean {
  return root.volume !== null && volume !== null && root.volume !== volume.id
}

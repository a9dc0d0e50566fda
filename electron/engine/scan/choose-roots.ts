import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { RootRow } from '../catalog/queries/roots.ts'
import {
  activeRoots,
  addRoot,
  rootByPath,
  setIncludeAllArt,
  setRootRemoved,
} from '../catalog/queries/roots.ts'
import type { CatalogStore } from '../catalog/store.ts'

/**
 * The roots a scan is about: the folders asked (new ones are added; one inside a root stands for that root), or all.
 * @throws AppError `folder/not-found`, `folder/not-a-folder` for a folder that is no root and is not there
 */
export function chooseRoots(
  store: CatalogStore,
  params: { folders: readonly string[]; includeAllArt: boolean },
  now: number,
): RootRow[] {
  const { db } = store
  if (params.folders.length === 0) return activeRoots(db)
  const chosen = new Map<number, RootRow>()
  for (const folder of params.folders) {
    const path = Buffer.from(canonical(folder, store))
    const known = rootByPath(db, path) ?? activeRoots(db).find((root) => isInside(path, root.path))
    const root = known ?? store.write(() => addRoot(db, { path, includeAllArt: params.includeAllArt, now }))
    if (root.removed === 1) {
      store.write(() => {
        setRootRemoved(db, root.id, false)
      })
      Object.assign(root, { removed: 0, state: 'ok', reason: null })
    }
    if (params.includeAllArt && root.include_all_art === 0) {
      store.write(() => {
        setIncludeAllArt(db, root.id, true)
      })
      root.include_all_art = 1
    }
    chosen.set(root.id, root)
  }
  return [...chosen.values()]
}

function canonical(folder: string, store: CatalogStore): string {
  const absolute = resolve(folder)
  // A known root that is offline has no real path any more; it is scanned, and found to be offline.
  if (rootByPath(store.db, Buffer.from(absolute)) !== null) return absolute
  try {
    const real = realpathSync(absolute)
    if (!statSync(real).isDirectory()) throw new AppError('folder/not-a-folder', folder)
    return real
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : null
    throw new AppError(code === 'EACCES' ? 'folder/unreadable' : 'folder/not-found', folder)
  }
}

function isInside(path: Buffer, root: Buffer): boolean {
  const prefix = Buffer.concat([root, Buffer.from('/')])
  return path.length > prefix.length && path.subarray(0, prefix.length).equals(prefix)
}

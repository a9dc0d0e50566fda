import type { Filter } from '#shared/contract/values.ts'
import { AppError } from '#shared/errors.ts'
import type { FilterSets } from '../catalog/filter.ts'
import type { OwnRows } from '../catalog/own-marks.ts'
import { allRoots } from '../catalog/queries/roots.ts'
import { idsByFolder, idsByText } from '../catalog/queries/search.ts'
import type { CatalogStore } from '../catalog/store.ts'

/**
 * What of a filter only the database can tell.
 * @throws AppError `folder/unknown`, `own/unknown`
 */
export function setsFor(store: CatalogStore, filter: Filter): FilterSets {
  const text = filter.query?.trim() ?? ''
  return {
    text: text === '' ? null : idsByText(store.db, text),
    folder: filter.folder === null ? null : folderIds(store, filter.folder),
    own: {
      asked: filter.own.map((id) => ownRows(store, id)),
      without: filter.ownWithout.map((id) => ownRows(store, id)),
    },
  }
}

function ownRows(store: CatalogStore, id: number): OwnRows {
  const rows = store.own.rowsOf(id)
  if (rows === null) throw new AppError('own/unknown')
  return rows
}

function folderIds(store: CatalogStore, folder: string): Set<number> {
  const path = Buffer.from(folder.length > 1 ? folder.replace(/\/+$/u, '') : folder)
  const asked = allRoots(store.db).flatMap((root) => {
    if (path.equals(root.path)) return [{ rootId: root.id, prefix: Buffer.alloc(0) }]
    if (isBelow(path, root.path)) return [{ rootId: root.id, prefix: path.subarray(root.path.length + 1) }]
    return isBelow(root.path, path) ? [{ rootId: root.id, prefix: Buffer.alloc(0) }] : []
  })
  if (asked.length === 0) throw new AppError('folder/unknown', folder)
  return idsByFolder(store.db, asked)
}

function isBelow(path: Buffer, folder: Buffer): boolean {
  return (
    path.length > folder.length &&
    path[folder.length] === 0x2f &&
    path.subarray(0, folder.length).equals(folder)
  )
}

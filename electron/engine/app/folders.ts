import { opendir, realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { ParsedParams } from '#shared/contract/contract.ts'
import type { BrowseResult, RootInfo } from '#shared/contract/folders.ts'
import { AppError } from '#shared/errors.ts'
import { sql } from '../catalog/sql.ts'
import {
  activeRoots,
  rootByPath,
  rootCounts,
  setIncludeAllArt,
  setRootRemoved,
} from '../catalog/queries/roots.ts'
import { refreshPresence } from '../catalog/derived.ts'
import type { Relocation } from '../scan/relocate.ts'
import { relocateRoot } from '../scan/relocate.ts'
import { keepBackup } from './backups.ts'
import type { EngineContext } from './context.ts'
import { forgetPoster } from './forget.ts'
import { followEdits } from './titles.ts'

const MOST_FOLDERS = 2_000
const PICTURE = /\.(?:jpe?g|jpe|png|webp|avif|tiff?|gif)$/i

export function listFolders({ store }: EngineContext): { roots: RootInfo[] } {
  const counts = rootCounts(store.db)
  return {
    roots: activeRoots(store.db).map((root) => ({
      id: root.id,
      path: root.path.toString('utf8'),
      state: root.state,
      reason: root.reason,
      posters: counts.get(root.id)?.posters ?? 0,
      files: counts.get(root.id)?.files ?? 0,
      addedAt: root.added_at,
      includeAllArt: root.include_all_art === 1,
      scannedAt: root.scanned_at,
    })),
  }
}

/**
 * Takes a folder out of the catalog. `keep`: its posters stay, as missing, with their verdicts. `forget`: posters
 * that lie nowhere else go, with their verdicts; the person asked for that by name, and a backup is kept first.
 * @throws AppError `folder/unknown`
 */
export async function removeFolder(
  context: EngineContext,
  params: ParsedParams<'folders.remove'>,
): Promise<{ roots: RootInfo[] }> {
  const { store } = context
  const path = resolve(params.path)
  const root = rootByPath(store.db, Buffer.from(path))
  if (root === null || root.removed === 1) throw new AppError('folder/unknown', params.path)
  if (params.mode === 'forget') {
    await keepBackup(store, { reason: 'before-forgetting', now: context.clock.now() })
  }
  store.write((changes) => {
    const { db } = store
    const posterIds = sql(
      db,
      'SELECT DISTINCT poster_id FROM file WHERE root_id = ? AND poster_id IS NOT NULL',
    )
      .pluck()
      .all(root.id) as number[]
    if (params.mode === 'keep') {
      // The rows stay as evidence: a later scan of the same folder finds its posters again.
      sql(db, `UPDATE file SET state = 'missing' WHERE root_id = ?`).run(root.id)
      setRootRemoved(db, root.id, true)
    } else {
      sql(db, 'DELETE FROM root WHERE id = ?').run(root.id)
    }
    for (const id of posterIds) {
      changes.posterIds.add(id)
      const left = sql(db, 'SELECT count(*) FROM file WHERE poster_id = ?').pluck().get(id) as number
      if (left > 0) refreshPresence(db, id)
      else forgetPoster(store, id)
    }
  })
  context.emit('folders.changed', {})
  return listFolders(context)
}

/** @throws AppError `folder/unknown` */
export function folderOptions(
  context: EngineContext,
  params: ParsedParams<'folders.options'>,
): { roots: RootInfo[] } {
  const { store } = context
  const root = rootByPath(store.db, Buffer.from(resolve(params.path)))
  if (root === null || root.removed === 1) throw new AppError('folder/unknown', params.path)
  store.write(() => {
    setIncludeAllArt(store.db, root.id, params.includeAllArt)
  })
  context.emit('folders.changed', {})
  return listFolders(context)
}

/**
 * Makes a folder known at another place.
 * @throws AppError `folder/unknown`, `folder/not-found`, `folder/not-a-folder`, `folder/unreadable`, `folder/same`,
 *   `folder/nothing-matches`, `job/running`
 */
export async function relocateFolder(
  context: EngineContext,
  params: ParsedParams<'folders.relocate'>,
  signal: AbortSignal,
): Promise<Relocation> {
  const { store } = context
  const root = rootByPath(store.db, Buffer.from(resolve(params.from)))
  if (root === null) throw new AppError('folder/unknown', params.from)
  const to = await realpath(resolve(params.to)).catch((error: unknown) => {
    throw new AppError(folderErrorCode(error), params.to)
  })
  if (!(await isDirectory(to))) throw new AppError('folder/not-a-folder', params.to)
  if (root.path.equals(Buffer.from(to))) throw new AppError('folder/same', params.to)
  if (context.jobs.isRunning('scan', () => true)) throw new AppError('job/running')
  const onTitles = (posterIds: readonly number[]) => followEdits(context, posterIds)
  const relocation = await relocateRoot({ ...context, onTitles }, root, Buffer.from(to), signal)
  if (relocation.matched === 0) throw new AppError('folder/nothing-matches', params.to)
  context.emit('folders.changed', {})
  return relocation
}

/**
 * Names of directories, for choosing a folder in a browser, which has no such dialog. Hidden ones are left out.
 * @throws AppError `folder/not-found`, `folder/not-a-folder`, `folder/unreadable`
 */
export async function browseFolders(params: { path: string | null }): Promise<BrowseResult> {
  const path = resolve(params.path ?? homedir())
  const result: BrowseResult = {
    path,
    parent: dirname(path) === path ? null : dirname(path),
    folders: [],
    pictures: 0,
    truncated: false,
  }
  try {
    for await (const entry of await opendir(path)) {
      if (entry.name.startsWith('.')) continue
      if (PICTURE.test(entry.name)) result.pictures++
      else if (
        entry.isDirectory() ||
        (entry.isSymbolicLink() && (await isDirectory(join(path, entry.name))))
      ) {
        if (result.folders.length < MOST_FOLDERS)
          result.folders.push({ name: entry.name, path: join(path, entry.name) })
        else result.truncated = true
      }
    }
  } catch (error) {
    throw new AppError(folderErrorCode(error), path)
  }
  const collator = new Intl.Collator(undefined, { numeric: true })
  result.folders.sort((left, right) => collator.compare(left.name, right.name))
  return result
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // A dangling link is no folder to choose.
    return false
  }
}

function folderErrorCode(error: unknown): 'folder/not-found' | 'folder/not-a-folder' | 'folder/unreadable' {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOTDIR') return 'folder/not-a-folder'
  return code === 'EACCES' || code === 'EPERM' ? 'folder/unreadable' : 'folder/not-found'
}

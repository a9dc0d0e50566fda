import type { FileClaims, FileRow } from '../catalog/queries/files.ts'
import {
  insertFile,
  moveFile,
  setFileClaims,
  setFileKind,
  setFilePending,
  setFileProblem,
} from '../catalog/queries/files.ts'
import { insertPoster } from '../catalog/queries/posters.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { Clock } from '../platform/clock.ts'
import { readClaims } from './claims.ts'
import type { FoundFile } from './discover.ts'
import type { GenreTable } from './genre-names.ts'
import { refreshPoster } from './identity.ts'
import type { Added, Move } from './moves.ts'

const BATCH = 500

export interface RegisterContext {
  store: CatalogStore
  genres: GenreTable
  clock: Clock
  signal: AbortSignal
  onProgress(done: number): void
}

/**
 * Files new to the catalog get a row and a poster of their own at once, so that the wall can show their places.
 * @returns the ids of their rows, in the same order
 */
export async function registerAdded(context: RegisterContext, added: readonly Added[]): Promise<number[]> {
  const ids: number[] = []
  for (let from = 0; from < added.length; from += BATCH) {
    context.signal.throwIfAborted()
    const batch = added.slice(from, from + BATCH)
    const claims = await Promise.all(batch.map((item) => readClaims(item.rootPath, item.file)))
    context.store.write((changes) => {
      const now = context.clock.now()
      batch.forEach((item, index) => {
        const posterId = insertPoster(context.store.db, now)
        const id = insertFile(context.store.db, {
          rootId: item.rootId,
          path: item.file.path,
          posterId,
          kind: item.file.kind,
          sizeBytes: item.file.sizeBytes,
          modifiedMs: item.file.modifiedMs,
          claims: claims[index] as FileClaims,
          now,
        })
        ids.push(id)
        refreshPoster(context.store.db, posterId, context.genres)
        changes.posterIds.add(posterId)
      })
    })
    context.onProgress(from + batch.length)
  }
  return ids
}

/** Moved files keep row, poster and verdicts; name and NFO are read at the new place. */
export async function registerMoves(context: RegisterContext, moves: readonly Move[]): Promise<void> {
  for (let from = 0; from < moves.length; from += BATCH) {
    context.signal.throwIfAborted()
    const batch = moves.slice(from, from + BATCH)
    const claims = await Promise.all(batch.map((move) => readClaims(move.rootPath, move.file)))
    context.store.write((changes) => {
      const now = context.clock.now()
      batch.forEach((move, index) => {
        moveFile(context.store.db, move.row.id, {
          rootId: move.rootId,
          path: move.file.path,
          sizeBytes: move.file.sizeBytes,
          modifiedMs: move.file.modifiedMs,
          now,
        })
        setFileClaims(context.store.db, move.row.id, claims[index] as FileClaims)
        keepKind(context.store, move)
        if (move.row.poster_id === null) return
        refreshPoster(context.store.db, move.row.poster_id, context.genres)
        changes.posterIds.add(move.row.poster_id)
      })
    })
    context.onProgress(from + batch.length)
  }
}

/** Files with other bytes or times are read again by the picture stage; what they claim is read now. */
export async function registerChanged(
  context: RegisterContext,
  rootPath: Buffer,
  changed: readonly { row: FileRow; file: FoundFile }[],
): Promise<void> {
  for (let from = 0; from < changed.length; from += BATCH) {
    context.signal.throwIfAborted()
    const batch = changed.slice(from, from + BATCH)
    const claims = await Promise.all(batch.map((item) => readClaims(rootPath, item.file)))
    context.store.write((changes) => {
      batch.forEach(({ row, file }, index) => {
        keepKind(context.store, { row, file })
        setFilePending(context.store.db, row.id, { sizeBytes: file.sizeBytes, modifiedMs: file.modifiedMs })
        setFileClaims(context.store.db, row.id, claims[index] as FileClaims)
        if (row.poster_id === null) return
        refreshPoster(context.store.db, row.poster_id, context.genres)
        changes.posterIds.add(row.poster_id)
      })
    })
  }
}

/** Unchanged pictures whose NFO came, went or changed, or that are taken for something else now. */
export async function registerNfoChanges(
  context: RegisterContext,
  rootPath: Buffer,
  unchanged: readonly { row: FileRow; file: FoundFile }[],
): Promise<void> {
  const stale = unchanged.filter(
    (item) => item.row.nfo_key !== (item.file.nfo?.key ?? null) || isOtherKind(item),
  )
  for (let from = 0; from < stale.length; from += BATCH) {
    context.signal.throwIfAborted()
    const batch = stale.slice(from, from + BATCH)
    const claims = await Promise.all(batch.map((item) => readClaims(rootPath, item.file)))
    context.store.write((changes) => {
      batch.forEach(({ row, file }, index) => {
        keepKind(context.store, { row, file })
        setFileClaims(context.store.db, row.id, claims[index] as FileClaims)
        if (row.poster_id === null) return
        refreshPoster(context.store.db, row.poster_id, context.genres)
        changes.posterIds.add(row.poster_id)
      })
    })
  }
}

/** Files that are no longer there: the rows and all verdicts stay. */
export function registerGone(context: RegisterContext, gone: readonly FileRow[]): void {
  for (let from = 0; from < gone.length; from += BATCH) {
    const batch = gone.slice(from, from + BATCH)
    context.store.write((changes) => {
      for (const row of batch) {
        setFileProblem(context.store.db, row.id, {
          state: 'missing',
          code: null,
          message: null,
          contentHash: null,
        })
        if (row.poster_id === null) continue
        refreshPoster(context.store.db, row.poster_id, context.genres)
        changes.posterIds.add(row.poster_id)
      }
    })
  }
}

/** Whether the names say something else than before. Where the shape had the last word, it keeps it. */
function isOtherKind({ row, file }: { row: FileRow; file: FoundFile }): boolean {
  return row.poster_id !== null && row.kind !== file.kind && !file.shapeDecides
}

function keepKind(store: CatalogStore, item: { row: FileRow; file: FoundFile }): void {
  if (isOtherKind(item)) setFileKind(store.db, item.row.id, item.file.kind)
}

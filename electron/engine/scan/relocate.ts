import type { FileRow } from '../catalog/queries/files.ts'
import { filesOfRoot } from '../catalog/queries/files.ts'
import { mergePoster, posterById } from '../catalog/queries/posters.ts'
import type { RootRow } from '../catalog/queries/roots.ts'
import { activeRoots, rootByPath, setRootPath, setRootVolume } from '../catalog/queries/roots.ts'
import { sql } from '../catalog/sql.ts'
import type { CatalogStore, Changes } from '../catalog/store.ts'
import type { FileSystems } from '../platform/file-systems.ts'
import { hashOfFile } from './content.ts'
import type { FoundFile } from './discover.ts'
import { discover } from './discover.ts'
import type { GenreTable } from './genre-names.ts'
import { refreshPoster } from './identity.ts'

export interface Relocation {
  /** Files found at the new place, by their path or by their content. */
  matched: number
  /** Files that are not there; their posters and verdicts stay. */
  unmatched: number
}

interface Match {
  row: FileRow
  file: FoundFile
}

/** A root that holds the new place, and the new place's path in it (empty, or ending in a slash). */
interface Target {
  root: RootRow
  prefix: Buffer
}

/**
 * Makes a folder known at another place: after a rename, or on another drive. Files are matched by their path below the
 * folder, then by content; rows, posters and verdicts go with them. With no match nothing is changed.
 * @param root the folder as it is known
 * @param newPath real path of a directory
 */
export async function relocateRoot(
  services: {
    store: CatalogStore
    genres: GenreTable
    fileSystems: FileSystems
    /** Told, within the write, of the posters whose title may be another now. */
    onTitles(posterIds: readonly number[]): void
  },
  root: RootRow,
  newPath: Buffer,
  signal: AbortSignal,
): Promise<Relocation> {
  const { store, genres, fileSystems } = services
  const known = filesOfRoot(store.db, root.id)
  const found = await discover(newPath, { includeAllArt: root.include_all_art === 1, signal })
  const matches = await matchFiles(known, found.files, newPath, signal)
  if (matches.length === 0) return { matched: 0, unmatched: known.length }
  const target = targetOf(store, root, newPath)
  const volume = await fileSystems.volumeOf(newPath.toString('utf8'))
  store.write((changes) => {
    if (target === null) {
      parkPaths(store, root)
      setRootPath(store.db, root.id, newPath)
      setRootVolume(store.db, root.id, volume)
    }
    const place = target ?? { root, prefix: Buffer.alloc(0) }
    for (const match of matches) moveMatch(store, changes, match, place)
    const matchedIds = new Set(matches.map(({ row }) => row.id))
    for (const row of known) if (!matchedIds.has(row.id)) unpark(store, row)
    if (target !== null) retire(store, root)
    const posterIds = known.flatMap(({ poster_id: id }) =>
      id === null || posterById(store.db, id) === null ? [] : [id],
    )
    for (const posterId of posterIds) {
      refreshPoster(store.db, posterId, genres)
      changes.posterIds.add(posterId)
    }
    services.onTitles(posterIds)
  })
  return { matched: matches.length, unmatched: known.length - matches.length }
}

async function matchFiles(
  known: readonly FileRow[],
  found: readonly FoundFile[],
  newPath: Buffer,
  signal: AbortSignal,
): Promise<Match[]> {
  const byPath = new Map(found.map((file) => [file.path.toString('latin1'), file]))
  const matches: Match[] = []
  const left: FileRow[] = []
  for (const row of known) {
    signal.throwIfAborted()
    const key = row.path.toString('latin1')
    const file = byPath.get(key)
    if (file !== undefined && (await isSameFile(row, file, newPath))) {
      matches.push({ row, file })
      byPath.delete(key)
    } else left.push(row)
  }
  const bySize = new Map<number, FoundFile[]>()
  for (const file of byPath.values()) {
    const others = bySize.get(file.sizeBytes)
    if (others === undefined) bySize.set(file.sizeBytes, [file])
    else others.push(file)
  }
  const hashes = new Map<FoundFile, Buffer | null>()
  for (const row of left) {
    signal.throwIfAborted()
    if (row.content_hash === null) continue
    const candidates = bySize.get(row.size_bytes) ?? []
    for (const [at, file] of candidates.entries()) {
      if (!hashes.has(file)) hashes.set(file, await hashOfFile(newPath, file.path))
      if (hashes.get(file)?.equals(row.content_hash) !== true) continue
      candidates.splice(at, 1)
      matches.push({ row, file })
      break
    }
  }
  return matches
}

/** At the same path: size and time are proof enough, as in a scan; else the bytes decide. */
async function isSameFile(row: FileRow, file: FoundFile, newPath: Buffer): Promise<boolean> {
  if (row.size_bytes !== file.sizeBytes) return false
  if (row.modified_ms === file.modifiedMs || row.content_hash === null) return true
  return (await hashOfFile(newPath, file.path))?.equals(row.content_hash) === true
}

/** Null where the root itself goes to the new place; else the root that is there already. */
function targetOf(store: CatalogStore, root: RootRow, newPath: Buffer): Target | null {
  const there = rootByPath(store.db, newPath)
  if (there !== null) return there.id === root.id ? null : { root: there, prefix: Buffer.alloc(0) }
  for (const other of activeRoots(store.db)) {
    const top = Buffer.concat([other.path, Buffer.from('/')])
    if (other.id === root.id || !newPath.subarray(0, top.length).equals(top)) continue
    return { root: other, prefix: Buffer.concat([newPath.subarray(top.length), Buffer.from('/')]) }
  }
  return null
}

/** Two files may have changed places: names are unique, so all make room before any takes its new one. */
function parkPaths(store: CatalogStore, root: RootRow): void {
  sql(store.db, `UPDATE file SET path = CAST(X'00' || path AS BLOB) WHERE root_id = ?`).run(root.id)
}

function unpark(store: CatalogStore, row: FileRow): void {
  const taken = sql(store.db, 'SELECT 1 FROM file WHERE root_id = ? AND path = ? AND id <> ?').get(
    row.root_id,
    row.path,
    row.id,
  )
  // Its name went to another; it is not at the new place, so where it lay is only history.
  const path = taken === undefined ? row.path : Buffer.concat([row.path, Buffer.from(` (${row.id})`)])
  sql(store.db, `UPDATE file SET path = ?, state = 'missing' WHERE id = ?`).run(path, row.id)
}

function moveMatch(store: CatalogStore, changes: Changes, { row, file }: Match, target: Target): void {
  const { db } = store
  const path = Buffer.concat([target.prefix, file.path])
  const twin = sql(db, 'SELECT * FROM file WHERE root_id = ? AND path = ? AND id <> ?').get(
    target.root.id,
    path,
    row.id,
  ) as FileRow | undefined
  if (twin !== undefined) {
    // Scanned at the new place meanwhile: the poster that is known longer, with its verdicts, stays.
    sql(db, 'DELETE FROM file WHERE id = ?').run(twin.id)
    if (twin.poster_id !== null && row.poster_id !== null && twin.poster_id !== row.poster_id) {
      const others = sql(db, 'SELECT count(*) FROM file WHERE poster_id = ?').pluck().get(twin.poster_id)
      changes.posterIds.add(twin.poster_id)
      if (others === 0) mergePoster(db, twin.poster_id, row.poster_id)
    }
  }
  sql(
    db,
    `UPDATE file SET root_id = ?, path = ?, modified_ms = ?,
       state = CASE WHEN state <> 'missing' THEN state WHEN content_hash IS NULL THEN 'pending' ELSE 'ok' END
     WHERE id = ?`,
  ).run(target.root.id, path, file.modifiedMs, row.id)
}

/** The old root keeps only what was not found; without files it goes. */
function retire(store: CatalogStore, root: RootRow): void {
  const left = sql(store.db, 'SELECT count(*) FROM file WHERE root_id = ?').pluck().get(root.id)
  if (left === 0) sql(store.db, 'DELETE FROM root WHERE id = ?').run(root.id)
  else sql(store.db, `UPDATE root SET removed = 1, state = 'ok', reason = NULL WHERE id = ?`).run(root.id)
}

import type Database from 'better-sqlite3'
import { sql } from '../sql.ts'
import { TOLD } from '../told.ts'
import { allRoots } from './roots.ts'

export type FileState = 'pending' | 'ok' | 'quarantined' | 'missing'
export type FileKind = 'poster' | 'series' | 'other'

/** What the names and the NFO beside a file say of its film. */
export interface FileClaims {
  title: string | null
  year: number | null
  tmdbId: number | null
  imdbId: string | null
  nfoTitle: string | null
  nfoYear: number | null
  /** Genres as the NFO spells them; null without NFO. */
  nfoGenres: string[] | null
  /** Path, size and time of the NFO that was read: another key means it must be read again. */
  nfoKey: string | null
}

export interface FileRow {
  id: number
  root_id: number
  path: Buffer
  /** Null for a picture that turned out to be no poster (kind `other`). */
  poster_id: number | null
  kind: FileKind
  size_bytes: number
  modified_ms: number
  content_hash: Buffer | null
  state: FileState
  problem_code: string | null
  problem_message: string | null
  title: string | null
  year: number | null
  tmdb_id: number | null
  imdb_id: string | null
  nfo_title: string | null
  nfo_year: number | null
  nfo_genres: string | null
  nfo_key: string | null
}

export function filesOfRoot(db: Database.Database, rootId: number): FileRow[] {
  return sql(db, 'SELECT * FROM file WHERE root_id = ?').all(rootId) as FileRow[]
}

/** Whether any file of a root is not known to be missing. */
export function hasFilesThere(db: Database.Database, rootId: number): boolean {
  return (
    sql(db, `SELECT 1 FROM file WHERE root_id = ? AND state <> 'missing' LIMIT 1`).get(rootId) !== undefined
  )
}

/** Whether the catalog knows of no file at all, not even of a missing one. */
export function hasNoFiles(db: Database.Database): boolean {
  return sql(db, 'SELECT 1 FROM file LIMIT 1').get() === undefined
}

export function missingCount(db: Database.Database, rootId: number): number {
  return sql(db, `SELECT count(*) FROM file WHERE root_id = ? AND state = 'missing'`)
    .pluck()
    .get(rootId) as number
}

export function filesOfPoster(db: Database.Database, posterId: number): FileRow[] {
  return sql(db, 'SELECT * FROM file WHERE poster_id = ? ORDER BY id').all(posterId) as FileRow[]
}

export function fileById(db: Database.Database, id: number): FileRow | null {
  return (sql(db, 'SELECT * FROM file WHERE id = ?').get(id) as FileRow | undefined) ?? null
}

/** The file at an absolute path, in whichever folder of the catalog holds it. */
export function fileAtPath(db: Database.Database, path: Buffer): FileRow | null {
  for (const root of allRoots(db)) {
    const prefix = Buffer.concat([root.path, Buffer.from('/')])
    if (!path.subarray(0, prefix.length).equals(prefix)) continue
    const found = sql(db, 'SELECT * FROM file WHERE root_id = ? AND path = ?').get(
      root.id,
      path.subarray(prefix.length),
    )
    if (found !== undefined) return found as FileRow
  }
  return null
}

export function insertFile(
  db: Database.Database,
  file: {
    rootId: number
    path: Buffer
    posterId: number
    kind: FileKind
    sizeBytes: number
    modifiedMs: number
    claims: FileClaims
    now: number
  },
): number {
  const { claims } = file
  const result = sql(
    db,
    `INSERT INTO file (root_id, path, poster_id, kind, size_bytes, modified_ms, title, year, tmdb_id, imdb_id,
                         nfo_title, nfo_year, nfo_genres, nfo_key, seen_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    file.rootId,
    file.path,
    file.posterId,
    file.kind,
    file.sizeBytes,
    file.modifiedMs,
    claims.title,
    claims.year,
    claims.tmdbId,
    claims.imdbId,
    claims.nfoTitle,
    claims.nfoYear,
    claims.nfoGenres === null ? null : JSON.stringify(claims.nfoGenres),
    claims.nfoKey,
    file.now,
  )
  return Number(result.lastInsertRowid)
}

export function setFileClaims(db: Database.Database, id: number, claims: FileClaims): void {
  sql(
    db,
    `UPDATE file SET title = ?, year = ?, tmdb_id = ?, imdb_id = ?, nfo_title = ?, nfo_year = ?, nfo_genres = ?,
                     nfo_key = ? WHERE id = ?`,
  ).run(
    claims.title,
    claims.year,
    claims.tmdbId,
    claims.imdbId,
    claims.nfoTitle,
    claims.nfoYear,
    claims.nfoGenres === null ? null : JSON.stringify(claims.nfoGenres),
    claims.nfoKey,
    id,
  )
}

export function setFileKind(db: Database.Database, id: number, kind: FileKind): void {
  sql(db, 'UPDATE file SET kind = ? WHERE id = ?').run(kind, id)
}

/** A file that was found under another path or root keeps its row, and so its poster. */
export function moveFile(
  db: Database.Database,
  id: number,
  to: { rootId: number; path: Buffer; sizeBytes: number; modifiedMs: number; now: number },
): void {
  sql(
    db,
    `UPDATE file SET root_id = ?, path = ?, size_bytes = ?, modified_ms = ?, seen_at = ?,
       state = CASE WHEN state = 'missing' THEN 'ok' ELSE state END,
       problem_code = NULL, problem_message = NULL WHERE id = ?`,
  ).run(to.rootId, to.path, to.sizeBytes, to.modifiedMs, to.now, id)
}

/** Marks a file to be read (again): new bytes on the disk, or back from missing. */
export function setFilePending(
  db: Database.Database,
  id: number,
  stat: { sizeBytes: number; modifiedMs: number },
): void {
  sql(
    db,
    `UPDATE file SET state = 'pending', size_bytes = ?, modified_ms = ?, problem_code = NULL, problem_message = NULL
     WHERE id = ?`,
  ).run(stat.sizeBytes, stat.modifiedMs, id)
}

/** A file that was touched and not changed. */
export function setFileTime(db: Database.Database, id: number, modifiedMs: number): void {
  sql(db, 'UPDATE file SET modified_ms = ? WHERE id = ?').run(modifiedMs, id)
}

export function setFileOk(
  db: Database.Database,
  id: number,
  file: { contentHash: Buffer; posterId: number },
): void {
  sql(
    db,
    `UPDATE file SET state = 'ok', content_hash = ?, poster_id = ?, problem_code = NULL, problem_message = NULL
     WHERE id = ?`,
  ).run(file.contentHash, file.posterId, id)
}

export function setFileProblem(
  db: Database.Database,
  id: number,
  problem: { state: FileState; code: string | null; message: string | null; contentHash: Buffer | null },
): void {
  sql(
    db,
    `UPDATE file SET state = ?, problem_code = ?, problem_message = ?, content_hash = coalesce(?, content_hash)
     WHERE id = ?`,
  ).run(problem.state, problem.code, problem.message, problem.contentHash, id)
}

/** Pending files of some roots, in the order they were registered. */
export function pendingFileIds(db: Database.Database, rootIds: readonly number[]): number[] {
  return sql(
    db,
    `SELECT id FROM file WHERE state = 'pending' AND root_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
  )
    .pluck()
    .all(JSON.stringify(rootIds)) as number[]
}

/** How many pictures the catalog's readable files hold; equal files hold one. */
export function contentCount(db: Database.Database): number {
  return sql(db, `SELECT count(DISTINCT content_hash) FROM file WHERE state = 'ok'`).pluck().get() as number
}

/** One readable file of every picture in some roots. */
export function filesByContent(
  db: Database.Database,
  rootIds: readonly number[],
): { fileId: number; contentHash: Buffer }[] {
  return sql(
    db,
    `SELECT min(id) AS fileId, content_hash AS contentHash FROM file
       WHERE state = 'ok' AND content_hash IS NOT NULL AND root_id IN (SELECT value FROM json_each(?))
       GROUP BY content_hash ORDER BY fileId`,
  ).all(JSON.stringify(rootIds)) as { fileId: number; contentHash: Buffer }[]
}

/**
 * Posters whose picture was read but that have no prediction of a model yet, or one of another title or year than theirs
 * now; each with a file that holds the picture, null where none can be read.
 * @param model.reader which reader of titles it has, null for none
 */
export function filesLeftToPredict(
  db: Database.Database,
  model: { modelId: string; reader: string | null },
): { fileId: number | null; posterId: number }[] {
  return sql(
    db,
    `SELECT min(f.id) AS fileId, p.id AS posterId
       FROM poster p LEFT JOIN file f ON f.poster_id = p.id AND f.state = 'ok' AND f.content_hash = p.content_hash
       WHERE p.content_hash IS NOT NULL AND NOT EXISTS
         (SELECT 1 FROM prediction r WHERE r.model_id = @modelId AND r.poster_id = p.id AND r.told IS ${TOLD})
       GROUP BY p.id ORDER BY p.id`,
  ).all(model) as { fileId: number | null; posterId: number }[]
}

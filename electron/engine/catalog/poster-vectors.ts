import Database from 'better-sqlite3'
import { readCache } from './cache.ts'
import type { EmbeddingKey } from './queries/cache.ts'
import { embeddingOf } from './queries/cache.ts'
import { pictureHashes } from './queries/posters.ts'

/** A poster's picture, and its stored embedding, which is read when it is asked for; null where there is none. */
export interface PictureVector {
  id: number
  contentHash: Buffer
  stored(): Uint8Array | null
}

/**
 * The pictures of all posters or of some, by id, for a thread beside the engine: both files are opened for reading and
 * closed again at the end, so that a catalog which is put back from a backup takes the place of one that nobody holds.
 * @throws SqliteError where one of them cannot be opened now: that no poster had an embedding would be untrue
 */
export function* posterVectors(
  files: { catalogPath: string; cachePath: string },
  key: Omit<EmbeddingKey, 'contentHash'>,
  ids: readonly number[] | null,
): Generator<PictureVector> {
  const catalog = new Database(files.catalogPath, { readonly: true, fileMustExist: true })
  try {
    const cache = readCache(files.cachePath)
    try {
      for (const [id, contentHash] of pictureHashes(catalog, ids)) {
        const stored = () => (cache === null ? null : embeddingOf(cache, { contentHash, ...key }))
        yield { id, contentHash, stored }
      }
    } finally {
      cache?.close()
    }
  } finally {
    catalog.close()
  }
}

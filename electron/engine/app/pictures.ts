import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { thumbnailOf } from '../catalog/queries/cache.ts'
import { filesOfPoster, setFileProblem } from '../catalog/queries/files.ts'
import { posterById } from '../catalog/queries/posters.ts'
import { allRoots } from '../catalog/queries/roots.ts'
import { absolutePath } from '../scan/picture-stage.ts'
import type { EngineContext } from './context.ts'
import type { PictureAnswer } from './engine-types.ts'

/** The thumbnail of a poster, or null while there is none. */
export function thumbnailAnswer({ store }: EngineContext, posterId: number): PictureAnswer | null {
  const contentHash = posterById(store.db, posterId)?.content_hash ?? null
  const thumbnail = contentHash === null ? null : thumbnailOf(store.cache, contentHash)
  if (contentHash === null || thumbnail === null) return null
  return {
    bytes: thumbnail.bytes,
    mediaType: thumbnail.mediaType,
    etag: `t${contentHash.toString('hex', 0, 16)}`,
  }
}

/**
 * The picture's own bytes, from a file that still is what the catalog says. Other bytes at the same size and time
 * are bit rot: the file is marked, thumbnail and verdicts stay, and the answer is null.
 */
export async function pictureAnswer(context: EngineContext, posterId: number): Promise<PictureAnswer | null> {
  const { store } = context
  const poster = posterById(store.db, posterId)
  if (poster?.content_hash == null || poster.media_type === null) return null
  const roots = new Map(allRoots(store.db).map((root) => [root.id, root]))
  for (const file of filesOfPoster(store.db, posterId)) {
    const root = roots.get(file.root_id)
    if (file.state !== 'ok' || root === undefined) continue
    const path = absolutePath(root, file)
    const bytes = await readFile(path).catch(() => null)
    if (bytes === null) continue
    if (createHash('sha256').update(bytes).digest().equals(poster.content_hash)) {
      return { bytes, mediaType: poster.media_type, etag: `p${poster.content_hash.toString('hex', 0, 16)}` }
    }
    const now = await stat(path).catch(() => null)
    if (now?.size !== file.size_bytes || now.mtimeMs !== file.modified_ms || store.catalog.readOnly) continue
    store.write((changes) => {
      setFileProblem(store.db, file.id, {
        state: 'ok',
        code: 'file/bit-rot',
        message: 'The file’s bytes changed while its size and time did not. Restore it from a copy.',
        contentHash: null,
      })
      changes.posterIds.add(posterId)
    })
  }
  return null
}

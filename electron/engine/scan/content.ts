import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { FileRow } from '../catalog/queries/files.ts'
import { setFileTime } from '../catalog/queries/files.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { FoundFile } from './discover.ts'

const TOGETHER = 16

/** SHA-256 of a file; null for one that cannot be read just now: the picture stage says what is wrong with it. */
export async function hashOfFile(rootPath: Buffer, path: Buffer): Promise<Buffer | null> {
  try {
    const bytes = await readFile(Buffer.concat([rootPath, Buffer.from('/'), path]))
    return createHash('sha256').update(bytes).digest()
  } catch {
    return null
  }
}

interface KnownFile {
  row: FileRow
  file: FoundFile
}

/**
 * Tells files whose bytes are other ones from those that were only touched, or modified so shortly before the last
 * scan that their time proves nothing. To hash a file costs a hundredth of decoding it.
 */
export async function sortByContent(
  store: CatalogStore,
  rootPath: Buffer,
  suspects: readonly KnownFile[],
  signal: AbortSignal,
): Promise<{ changed: KnownFile[]; unchanged: KnownFile[] }> {
  const changed: KnownFile[] = []
  const unchanged: KnownFile[] = []
  for (let from = 0; from < suspects.length; from += TOGETHER) {
    signal.throwIfAborted()
    const batch = suspects.slice(from, from + TOGETHER)
    const same = await Promise.all(batch.map((suspect) => hasSameBytes(rootPath, suspect)))
    batch.forEach((suspect, index) => (same[index] === true ? unchanged : changed).push(suspect))
  }
  const touched = unchanged.filter(({ row, file }) => row.modified_ms !== file.modifiedMs)
  if (touched.length > 0) {
    store.write(() => {
      for (const { row, file } of touched) setFileTime(store.db, row.id, file.modifiedMs)
    })
  }
  return { changed, unchanged }
}

async function hasSameBytes(rootPath: Buffer, { row, file }: KnownFile): Promise<boolean> {
  if (row.state !== 'ok' || row.content_hash === null || row.size_bytes !== file.sizeBytes) return false
  return (await hashOfFile(rootPath, file.path))?.equals(row.content_hash) === true
}

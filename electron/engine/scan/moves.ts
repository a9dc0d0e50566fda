import type { FileRow } from '../catalog/queries/files.ts'
import { hashOfFile } from './content.ts'
import type { FoundFile } from './discover.ts'

export interface Added {
  rootId: number
  rootPath: Buffer
  file: FoundFile
}

export interface Move extends Added {
  row: FileRow
}

/**
 * Finds among new files those that are gone (or missing) files under another name: equal size, then equal SHA-256.
 * Only files with a candidate are read.
 */
export async function matchMoves(
  added: readonly Added[],
  candidates: readonly FileRow[],
  signal: AbortSignal,
): Promise<{ moves: Move[]; left: Added[] }> {
  const bySize = new Map<number, FileRow[]>()
  for (const row of candidates) {
    if (row.content_hash === null) continue
    const rows = bySize.get(row.size_bytes)
    if (rows === undefined) bySize.set(row.size_bytes, [row])
    else rows.push(row)
  }
  const moves: Move[] = []
  const left: Added[] = []
  for (const item of added) {
    signal.throwIfAborted()
    const rows = bySize.get(item.file.sizeBytes)
    const hash =
      rows === undefined || rows.length === 0 ? null : await hashOfFile(item.rootPath, item.file.path)
    const at = hash === null ? -1 : (rows ?? []).findIndex((row) => row.content_hash?.equals(hash) === true)
    const row = at < 0 ? undefined : rows?.splice(at, 1)[0]
    if (row === undefined) left.push(item)
    else moves.push({ ...item, row })
  }
  return { moves, left }
}

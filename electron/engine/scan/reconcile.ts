import type { FileRow } from '../catalog/queries/files.ts'
import type { FoundFile } from './discover.ts'

export interface Reconciliation {
  /** On the disk and not in the catalog. */
  added: FoundFile[]
  /** Known, but its size, its time or its return from missing say that the bytes may be other ones. */
  changed: { row: FileRow; file: FoundFile }[]
  /** Known and as it was. */
  unchanged: { row: FileRow; file: FoundFile }[]
  /** In the catalog and not on the disk, and not known to be missing before. */
  gone: FileRow[]
}

/**
 * Compares what a walk found with what the catalog has of a root. A file is taken as unchanged when size and time
 * are equal, unless it was modified so late before the last scan that it may have changed again within one tick of
 * the file system's clock.
 * @param lastScanStartedAt epoch ms, null before the first scan
 */
export function reconcile(
  found: readonly FoundFile[],
  known: readonly FileRow[],
  lastScanStartedAt: number | null,
): Reconciliation {
  const rows = new Map(known.map((row) => [row.path.toString('latin1'), row]))
  const result: Reconciliation = { added: [], changed: [], unchanged: [], gone: [] }
  const racyFrom = lastScanStartedAt === null ? Infinity : lastScanStartedAt - RACY_MS
  for (const file of found) {
    const key = file.path.toString('latin1')
    const row = rows.get(key)
    if (row === undefined) {
      result.added.push(file)
      continue
    }
    rows.delete(key)
    const same = row.size_bytes === file.sizeBytes && row.modified_ms === file.modifiedMs
    const mayHaveChanged = file.modifiedMs >= racyFrom && row.state === 'ok'
    if (same && row.state !== 'missing' && !mayHaveChanged) result.unchanged.push({ row, file })
    else result.changed.push({ row, file })
  }
  for (const row of rows.values()) if (row.state !== 'missing') result.gone.push(row)
  return result
}

const RACY_MS = 2_000

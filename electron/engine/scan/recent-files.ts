import { setTimeout as delay } from 'node:timers/promises'
import { fileById, setFilePending } from '../catalog/queries/files.ts'
import type { RootRow } from '../catalog/queries/roots.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { PictureResult } from '../images/pictures.ts'
import type { Clock } from '../platform/clock.ts'
import { statOf } from './walk-stat.ts'

/** A file modified so shortly before it was read may still be being written. */
const RECENT_MS = 2_000

/** Files that may have been read while somebody was still writing them. They are looked at again at the end. */
export class RecentFiles {
  private readonly clock: Clock
  private readonly ids = new Set<number>()
  private calmAt = 0

  constructor(clock: Clock) {
    this.clock = clock
  }

  note(result: PictureResult): void {
    const { modifiedMs } = result
    if (modifiedMs === null || Math.abs(this.clock.now() - modifiedMs) >= RECENT_MS) return
    this.ids.add(result.key)
    this.calmAt = this.clock.monotonicMs() + RECENT_MS
  }

  /**
   * Waits until the last of them has had two seconds' peace, and marks those to be read again that are other files now.
   * @returns their ids
   */
  async changed(
    store: CatalogStore,
    roots: ReadonlyMap<number, RootRow>,
    signal: AbortSignal,
  ): Promise<number[]> {
    const ids = [...this.ids]
    this.ids.clear()
    if (ids.length === 0 || signal.aborted) return []
    const waitMs = Math.min(RECENT_MS, Math.max(0, this.calmAt - this.clock.monotonicMs()))
    // A stop ends the wait; the next scan sees by their times that these files changed.
    await delay(waitMs, undefined, { signal }).catch(() => undefined)
    const again: number[] = []
    for (const id of ids) {
      const file = fileById(store.db, id)
      const root = file === null ? undefined : roots.get(file.root_id)
      if (file === null || root === undefined) continue
      const stats = await statOf(Buffer.concat([root.path, Buffer.from('/'), file.path]))
      if (typeof stats === 'string') continue
      const now = { sizeBytes: Number(stats.size), modifiedMs: Number(stats.mtimeNs) / 1e6 }
      if (now.sizeBytes === file.size_bytes && now.modifiedMs === file.modified_ms) continue
      store.write(() => {
        setFilePending(store.db, id, now)
      })
      again.push(id)
    }
    return again
  }
}

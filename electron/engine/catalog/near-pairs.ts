import { setImmediate } from 'node:timers/promises'
import { POSTER_FLAGS } from '#shared/domain/effective.ts'
import type { Hashes, NeighboursOf } from './near-hashes.ts'
import { MOST_NEIGHBOURS, nearHashes } from './near-hashes.ts'
import { sql } from './sql.ts'
import type { CatalogStore } from './store.ts'

/** Whoever asks something meanwhile waits no longer than this and the commit of what was found. */
const SLICE_MS = 8
const READ_AT_ONCE = 2_000
const COMPARED_AT_ONCE = 1_000
const UNCOMPARED = 'SELECT id FROM poster WHERE dhash IS NOT matched_dhash'

/**
 * Notes which pictures are near-equal, for posters whose picture is new or another than when it was last compared.
 * With nothing new it is one look at an index. With many it goes in slices, and other work goes on between two; what
 * an end finds undone is done after the next scan. Not for two scans at once.
 */
export async function refreshNearPairs(store: CatalogStore, signal: AbortSignal): Promise<void> {
  const { db } = store
  if (sql(db, `${UNCOMPARED} LIMIT 1`).get() === undefined) return
  const mayBePaired = sql(db, 'SELECT 1 FROM near_pair LIMIT 1').get() !== undefined
  const neighboursOf = await indexed(await readHashes(store))
  let last: number | null = 0
  while (last !== null && !signal.aborted) {
    last = compareSome(store, { after: last, neighboursOf, mayBePaired })
    await setImmediate()
  }
}

async function readHashes({ db }: CatalogStore): Promise<Hashes> {
  const hashes: Hashes = { ids: [], halves: [] }
  const some = sql(
    db,
    `SELECT id, dhash FROM poster
     WHERE id > ? AND dhash IS NOT NULL AND flags & ${POSTER_FLAGS['low-information']} = 0 ORDER BY id
     LIMIT ${READ_AT_ONCE}`,
  ).raw()
  let isDone = false
  while (!isDone) {
    const rows = some.all(hashes.ids.at(-1) ?? 0) as [id: number, dhash: Buffer][]
    for (const [id, dhash] of rows) {
      hashes.ids.push(id)
      hashes.halves.push(dhash.readUInt32BE(0), dhash.readUInt32BE(4))
    }
    isDone = rows.length < READ_AT_ONCE
    await setImmediate()
  }
  return hashes
}

async function indexed(hashes: Hashes): Promise<NeighboursOf> {
  const steps = nearHashes(hashes)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await setImmediate()
  }
}

/**
 * A pair is noted when the second of both is compared, so what is noted of a picture that is not is of an older one.
 * @param some.mayBePaired whether anything is noted of any
 * @returns the last that was compared, null when none is left
 */
function compareSome(
  store: CatalogStore,
  some: { after: number; neighboursOf: NeighboursOf; mayBePaired: boolean },
): number | null {
  const { db } = store
  const next = sql(db, `${UNCOMPARED} AND id > ? ORDER BY id LIMIT ${COMPARED_AT_ONCE}`).pluck()
  const forget = sql(db, 'DELETE FROM near_pair WHERE poster_a = ? OR poster_b = ?')
  const done = sql(db, 'UPDATE poster SET matched_dhash = dhash WHERE id = ?')
  const isCompared = sql(db, 'SELECT dhash IS matched_dhash FROM poster WHERE id = ?').pluck()
  const note = sql(db, 'INSERT OR IGNORE INTO near_pair (poster_a, poster_b) VALUES (?, ?)')
  const until = performance.now() + SLICE_MS
  return store.write((changes) => {
    let last: number | null = null
    for (const id of next.all(some.after) as number[]) {
      if (some.mayBePaired) forget.run(id, id)
      for (const other of some.neighboursOf(id) ?? equalOnes(store, id)) {
        // Nor is one that was removed since the hashes were read.
        if (isCompared.get(other) !== 1) continue
        note.run(Math.min(id, other), Math.max(id, other))
        changes.posterIds.add(id).add(other)
      }
      done.run(id)
      last = id
      if (performance.now() > until) break
    }
    return last
  })
}

/** Pictures with so little to see that their hash says nothing are still compared by their bytes. */
function equalOnes({ db }: CatalogStore, id: number): number[] {
  return sql(
    db,
    `SELECT id FROM poster WHERE content_hash = (SELECT content_hash FROM poster WHERE id = ?) AND id <> ?
     ORDER BY id LIMIT ${MOST_NEIGHBOURS}`,
  )
    .pluck()
    .all(id, id) as number[]
}

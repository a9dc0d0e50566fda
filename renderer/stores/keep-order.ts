import type { IdPlaces } from './id-places.ts'

/*
 * What keeps the wall still. The ids shown stay as they are while the catalog moves on; the ids that match now are
 * held beside them, and what is new among those waits until it is asked in.
 */

/** How many ids of a list are not in another, given by its places. */
export function countOutside(ids: Int32Array, others: IdPlaces): number {
  let outside = 0
  for (const id of ids) if (others.indexOf(id) < 0) outside += 1
  return outside
}

/**
 * The latest ids in their order, and those shown that match no longer kept behind the poster that they stood behind:
 * asking new posters in must not take away the one under the cursor.
 */
export function joinOrder(shown: Int32Array, latest: Int32Array, latestPlaces: IdPlaces): Int32Array {
  /** By the place in `latest` behind which they stood; -1 for the head of the wall. */
  const kept = new Map<number, number[]>()
  let before = -1
  let keptCount = 0
  for (const id of shown) {
    const place = latestPlaces.indexOf(id)
    if (place >= 0) {
      before = place
      continue
    }
    const group = kept.get(before)
    if (group === undefined) kept.set(before, [id])
    else group.push(id)
    keptCount += 1
  }
  if (keptCount === 0) return latest
  const joined = new Int32Array(latest.length + keptCount)
  let end = 0
  const add = (ids: Iterable<number>) => {
    for (const id of ids) joined[end++] = id
  }
  add(kept.get(-1) ?? [])
  for (let place = 0; place < latest.length; place++) {
    joined[end++] = latest[place] ?? 0
    const group = kept.get(place)
    if (group !== undefined) add(group)
  }
  return joined
}

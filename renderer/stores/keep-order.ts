/*
 * What keeps the wall still. The ids shown stay as they are while the catalog moves on; the ids that match now are
 * held beside them, and what is new among those waits until it is asked in.
 */

/** How many of the latest ids are not shown yet. */
export function countWaiting(shown: Int32Array, latest: Int32Array): number {
  const known = new Set(shown)
  let waiting = 0
  for (const id of latest) if (!known.has(id)) waiting += 1
  return waiting
}

/** How many of the shown ids match no longer, usually because somebody judged them. */
export function countLeftOver(shown: Int32Array, latest: Int32Array): number {
  return countWaiting(latest, shown)
}

/**
 * The latest ids in their order, and those shown that match no longer kept behind the poster that they stood behind:
 * asking new posters in must not take away the one under the cursor.
 */
export function joinOrder(shown: Int32Array, latest: Int32Array): Int32Array {
  const matching = new Set(latest)
  const kept = new Map<number | null, number[]>()
  let before: number | null = null
  for (const id of shown) {
    if (matching.has(id)) before = id
    else kept.set(before, [...(kept.get(before) ?? []), id])
  }
  if (kept.size === 0) return latest
  const joined: number[] = [...(kept.get(null) ?? [])]
  for (const id of latest) joined.push(id, ...(kept.get(id) ?? []))
  return Int32Array.from(joined)
}

import { POSTER_FLAGS } from '#shared/domain/effective.ts'
import { sql } from './sql.ts'
import type { CatalogStore } from './store.ts'

/**
 * Difference hashes that differ in so many of 64 bits at most are of one picture. Among 3,786 real posters no two of
 * different films are nearer than 5; of posters saved again at 0.6 to 2.5 times their size, 85 to 97 of 100 are within 3.
 */
export const NEAR_BITS = 3
/** More neighbours of one poster are not noted: they hang together through these. */
const MOST_NEIGHBOURS = 16

interface Hashed {
  id: number
  dhash: Buffer
}

/**
 * Notes which pictures are near-equal, for posters whose picture is new or another than when it was last compared.
 * With nothing new it is one look at an index; 100,000 new ones take two seconds of one core.
 */
export function refreshNearPairs(store: CatalogStore): void {
  const { db } = store
  const changed = sql(db, 'SELECT id FROM poster WHERE dhash IS NOT matched_dhash ORDER BY id')
    .pluck()
    .all() as number[]
  if (changed.length === 0) return
  const all = sql(
    db,
    `SELECT id, dhash FROM poster WHERE dhash IS NOT NULL AND flags & ${POSTER_FLAGS['low-information']} = 0 ORDER BY id`,
  ).all() as Hashed[]
  const neighboursOf = nearest(all)
  store.write((changes) => {
    const forget = sql(db, 'DELETE FROM near_pair WHERE poster_a = ? OR poster_b = ?')
    const note = sql(db, 'INSERT OR IGNORE INTO near_pair (poster_a, poster_b) VALUES (?, ?)')
    const done = sql(db, 'UPDATE poster SET matched_dhash = dhash WHERE id = ?')
    for (const id of changed) {
      forget.run(id, id)
      done.run(id)
    }
    for (const id of changed) {
      for (const other of [...neighboursOf(id), ...equalOnes(store, id)]) {
        note.run(Math.min(id, other), Math.max(id, other))
        changes.posterIds.add(id).add(other)
      }
    }
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

/**
 * Two hashes that differ in three bits are equal in one of their four quarters at least, so each is compared only with
 * those that share a quarter with it.
 */
function nearest(all: readonly Hashed[]): (id: number) => number[] {
  const halves = new Uint32Array(all.length * 2)
  const places = new Map<number, number>()
  all.forEach(({ id, dhash }, at) => {
    halves[at * 2] = dhash.readUInt32BE(0)
    halves[at * 2 + 1] = dhash.readUInt32BE(4)
    places.set(id, at)
  })
  const quarters = [0, 1, 2, 3].map((quarter) => buckets(halves, quarter))
  return (id) => {
    const at = places.get(id)
    if (at === undefined) return []
    const found = new Set<number>()
    for (const [quarter, { starts, members }] of quarters.entries()) {
      const key = quarterOf(halves, at, quarter)
      for (let next = starts[key] ?? 0; next < (starts[key + 1] ?? 0); next++) {
        const other = members[next] ?? 0
        if (other === at || differing(halves, at, other) > NEAR_BITS) continue
        found.add(all[other]?.id ?? 0)
        if (found.size === MOST_NEIGHBOURS) return [...found]
      }
    }
    return [...found]
  }
}

/** Places by the value of one quarter of their hash, one after the other. */
function buckets(halves: Uint32Array, quarter: number): { starts: Uint32Array; members: Uint32Array } {
  const count = halves.length / 2
  const starts = new Uint32Array(2 ** 16 + 1)
  for (let at = 0; at < count; at++) {
    const next = quarterOf(halves, at, quarter) + 1
    starts[next] = (starts[next] ?? 0) + 1
  }
  for (let key = 1; key < starts.length; key++) starts[key] = (starts[key] ?? 0) + (starts[key - 1] ?? 0)
  const free = starts.slice()
  const members = new Uint32Array(count)
  for (let at = 0; at < count; at++) {
    const key = quarterOf(halves, at, quarter)
    const place = free[key] ?? 0
    members[place] = at
    free[key] = place + 1
  }
  return { starts, members }
}

function quarterOf(halves: Uint32Array, at: number, quarter: number): number {
  const half = halves[at * 2 + (quarter >> 1)] ?? 0
  return quarter & 1 ? half & 0xffff : half >>> 16
}

function differing(halves: Uint32Array, left: number, right: number): number {
  return (
    bitCount((halves[left * 2] ?? 0) ^ (halves[right * 2] ?? 0)) +
    bitCount((halves[left * 2 + 1] ?? 0) ^ (halves[right * 2 + 1] ?? 0))
  )
}

function bitCount(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555)
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333)
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

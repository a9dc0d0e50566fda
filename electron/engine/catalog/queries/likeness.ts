import type Database from 'better-sqlite3'
import { POSTER_FLAGS } from '#shared/domain/effective.ts'
import { bitCount, NEAR_BITS } from '../near-hashes.ts'
import { sql } from '../sql.ts'

/** By what two posters may show the same. */
interface Likeness {
  filmId: number | null
  stackId: number | null
  flags: number
  hash: Buffer | null
  contentHash: Buffer | null
}

/** Tells whether two posters are of one film or stack, or nearly the same picture. Remembers what it has read. */
export function createLikeness(db: Database.Database): (one: number, other: number) => boolean {
  const held = new Map<number, Likeness | undefined>()
  const select = sql(
    db,
    `SELECT film_id AS filmId, stack_id AS stackId, flags, dhash AS hash, content_hash AS contentHash
     FROM poster WHERE id = ?`,
  )
  const of = (id: number) => {
    if (!held.has(id)) held.set(id, select.get(id) as Likeness | undefined)
    return held.get(id)
  }
  return (one, other) => {
    const [left, right] = [of(one), of(other)]
    return left !== undefined && right !== undefined && areAlike(left, right)
  }
}

function areAlike(one: Likeness, other: Likeness): boolean {
  if (one.filmId !== null && one.filmId === other.filmId) return true
  if (one.stackId !== null && one.stackId === other.stackId) return true
  if (one.contentHash !== null && other.contentHash !== null && one.contentHash.equals(other.contentHash)) {
    return true
  }
  if (one.hash === null || other.hash === null || saysNothing(one) || saysNothing(other)) return false
  return differingBits(one.hash, other.hash) <= NEAR_BITS
}

/** With hardly anything to see, a difference hash is the same for many pictures. */
function saysNothing({ flags }: Likeness): boolean {
  return (flags & POSTER_FLAGS['low-information']) !== 0
}

function differingBits(one: Buffer, other: Buffer): number {
  return (
    bitCount(one.readUInt32BE(0) ^ other.readUInt32BE(0)) +
    bitCount(one.readUInt32BE(4) ^ other.readUInt32BE(4))
  )
}

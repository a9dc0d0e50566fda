import type { PictureVector } from '../../catalog/poster-vectors.ts'
import { PackedVectors } from './packed-vectors.ts'

export interface Neighbour {
  id: number
  /** Cosine of the two embeddings, at most 1. */
  similarity: number
}

/** Of every poster with an embedding: its dot product with a direction. */
export interface Projections {
  ids: Int32Array
  values: Float32Array
}

const HASH_BYTES = 32

/** The embedding of every poster that has one, in memory. */
export class PosterVectors {
  private readonly vectors: PackedVectors
  private readonly slots = new Map<number, number>()
  private readonly free: number[] = []
  /** Of each slot: the poster, 0 for none, and the picture that its vector is of. */
  private ids = new Int32Array(0)
  private hashes: Buffer = Buffer.alloc(0)
  private count = 0

  constructor(dimensions: number) {
    this.vectors = new PackedVectors(dimensions)
  }

  /**
   * Takes what is new. A vector that is held of the same picture stays, and is not read again.
   * @param ids the posters that these are all of; null: there are no others
   */
  sync(posters: Iterable<PictureVector>, ids: readonly number[] | null): void {
    const gone = new Set(ids ?? this.slots.keys())
    for (const { id, contentHash, stored } of posters) {
      const held = this.slots.get(id)
      if (held !== undefined && contentHash.equals(this.hashAt(held))) {
        gone.delete(id)
        continue
      }
      const vector = stored()
      if (vector === null) continue
      gone.delete(id)
      this.put(held ?? this.takeSlot(id), contentHash, vector)
    }
    for (const id of gone) this.leave(id)
  }

  /**
   * The nearest posters to one, nearest first, ids in order where they are equally near; null where it has no embedding.
   * @param isWanted 1 at the ids that may be among them
   */
  nearest(id: number, isWanted: Uint8Array, limit: number): Neighbour[] | null {
    const slot = this.slots.get(id)
    if (slot === undefined) return null
    const cosines = this.vectors.cosines(slot, this.count)
    const best: Neighbour[] = []
    let least = Number.NEGATIVE_INFINITY
    for (let at = 0; at < this.count; at++) {
      const similarity = cosines[at] as number
      if (similarity < least) continue
      const other = this.ids[at] as number
      if (other === 0 || other === id || isWanted[other] !== 1) continue
      insert(best, { id: other, similarity })
      if (best.length > limit) best.pop()
      if (best.length === limit) least = best.at(-1)?.similarity ?? least
    }
    return best
  }

  /** @param direction as long as an embedding */
  project(direction: Float64Array): Projections {
    const values = this.vectors.projections(direction, this.count)
    const held = (_: number, slot: number) => this.ids[slot] !== 0
    return { ids: this.ids.subarray(0, this.count).filter(held), values: values.filter(held) }
  }

  private hashAt(slot: number): Buffer {
    return this.hashes.subarray(slot * HASH_BYTES, (slot + 1) * HASH_BYTES)
  }

  private takeSlot(id: number): number {
    const slot = this.free.pop() ?? this.count++
    if (slot >= this.ids.length) {
      const room = Math.max(1024, Math.ceil(slot * 1.5))
      const [ids, hashes] = [new Int32Array(room), Buffer.alloc(room * HASH_BYTES)]
      ids.set(this.ids)
      hashes.set(this.hashes)
      this.ids = ids
      this.hashes = hashes
    }
    this.ids[slot] = id
    this.slots.set(id, slot)
    return slot
  }

  private put(slot: number, contentHash: Buffer, stored: Uint8Array): void {
    this.hashes.set(contentHash, slot * HASH_BYTES)
    this.vectors.set(slot, stored)
  }

  private leave(id: number): void {
    const slot = this.slots.get(id)
    if (slot === undefined) return
    this.slots.delete(id)
    this.ids[slot] = 0
    this.free.push(slot)
  }
}

/** Puts one in its place in a short list, nearest first. */
function insert(best: Neighbour[], next: Neighbour): void {
  let at = best.length
  while (at > 0) {
    const before = best[at - 1] as Neighbour
    if (before.similarity > next.similarity) break
    if (before.similarity === next.similarity && before.id < next.id) break
    at--
  }
  best.splice(at, 0, next)
}

import { describe, expect, it } from 'vitest'
import type { PictureVector } from '../../catalog/poster-vectors.ts'
import { seededRandom } from '../../platform/random.ts'
import { decodeEmbedding, encodeEmbedding } from '../stored-embedding.ts'
import { PosterVectors } from './poster-vectors.ts'

const DIMENSIONS = 24
const COUNT = 300

/** Posters with an embedding each, as they would be read. */
function drawn() {
  const random = seededRandom(5)
  const stored = new Map<number, Uint8Array>()
  const posters = new Map<number, PictureVector>()
  const add = (id: number, picture = id) => {
    const vector = encodeEmbedding(Float32Array.from({ length: DIMENSIONS }, () => random() * 6))
    stored.set(id, vector)
    posters.set(id, { id, contentHash: hashOf(picture), stored: () => vector })
  }
  for (let id = 1; id <= COUNT; id++) add(id)
  const some = (ids: readonly number[] | null) =>
    [...posters.values()].filter(({ id }) => ids?.includes(id) ?? true)
  return { posters, stored, add, some }
}

function hashOf(picture: number): Buffer {
  const hash = Buffer.alloc(32)
  hash.writeUInt32BE(picture)
  return hash
}

function cosine(left: Uint8Array, right: Uint8Array): number {
  const [one, other] = [decodeEmbedding(left), decodeEmbedding(right)]
  const dot = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other))
}

const EVERY = new Uint8Array(COUNT * 2).fill(1)

describe('the nearest posters', () => {
  it('are those that comparing all by hand gives, in that order', () => {
    const { stored, some } = drawn()
    const vectors = new PosterVectors(DIMENSIONS)
    vectors.sync(some(null), null)
    const isWanted = Uint8Array.from(EVERY, (_, id) => (id % 3 === 0 ? 0 : 1))
    for (const id of [1, 30, 299]) {
      const byHand = [...stored]
        .filter(([other]) => other !== id && isWanted[other] === 1)
        .map(([other, vector]) => ({ id: other, similarity: cosine(stored.get(id) ?? vector, vector) }))
        .toSorted((left, right) => right.similarity - left.similarity)
        .slice(0, 25)
      const found = vectors.nearest(id, isWanted, 25) ?? []
      expect(found.map((neighbour) => neighbour.id)).toEqual(byHand.map((neighbour) => neighbour.id))
      found.forEach(({ similarity }, at) => expect(similarity).toBeCloseTo(byHand[at]?.similarity ?? 0, 5))
    }
  })

  it('follow posters that come, go or show another picture, named or not', () => {
    const { posters, stored, add, some } = drawn()
    const vectors = new PosterVectors(DIMENSIONS)
    vectors.sync(some(null), null)
    add(400)
    add(7, 1007)
    posters.delete(8)
    for (const named of [[400, 7, 8, 9], null]) {
      vectors.sync(some(named), named)
      const found = vectors.nearest(400, EVERY, COUNT) ?? []
      expect(found).toHaveLength(COUNT - 1)
      expect(found.some(({ id }) => id === 8)).toBe(false)
      const [own, other] = [stored.get(400), stored.get(7)]
      if (own === undefined || other === undefined) throw new Error('not drawn')
      expect(found.find(({ id }) => id === 7)?.similarity).toBeCloseTo(cosine(own, other), 5)
    }
    posters.delete(400)
    vectors.sync(some(null), null)
    expect(vectors.nearest(400, EVERY, 5)).toBeNull()
  })

  it('are unknown of a poster without an embedding, and those of the same picture are not read again', () => {
    const { posters, some } = drawn()
    const vectors = new PosterVectors(DIMENSIONS)
    posters.set(5, { id: 5, contentHash: hashOf(5), stored: () => null })
    vectors.sync(some(null), null)
    expect(vectors.nearest(5, EVERY, 5)).toBeNull()
    const unread = () => {
      throw new Error('was read again')
    }
    const again = [...posters.values()]
      .filter(({ id }) => id !== 5)
      .map((poster) => ({ ...poster, stored: unread }))
    vectors.sync(again, null)
    expect(vectors.nearest(1, EVERY, COUNT)).toHaveLength(COUNT - 2)
  })

  it('come in the order of their ids where they are equally near', () => {
    const { posters, some } = drawn()
    const [first] = some([1])
    if (first === undefined) throw new Error('not drawn')
    for (const id of [306, 302, 304]) posters.set(id, { ...first, id })
    const vectors = new PosterVectors(DIMENSIONS)
    vectors.sync(some([306, 1]), [306, 1])
    vectors.sync(some([302, 304]), [302, 304])
    expect(vectors.nearest(1, EVERY, 2)?.map(({ id }) => id)).toEqual([302, 304])
  })
})

import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../platform/random.ts'
import { decodeEmbedding, encodeEmbedding } from '../stored-embedding.ts'
import { openDots, plainDots } from './dots.ts'
import { PackedVectors } from './packed-vectors.ts'

const DIMENSIONS = [1, 16, 37, 1280]

function drawn(count: number, dimensions: number): Uint8Array[] {
  const random = seededRandom(dimensions)
  return Array.from({ length: count }, () =>
    encodeEmbedding(Float32Array.from({ length: dimensions }, () => random() * 4 - 1)),
  )
}

function cosine(left: Float32Array, right: Float32Array): number {
  let [dot, ofLeft, ofRight] = [0, 0, 0]
  left.forEach((value, at) => {
    const other = right[at] ?? 0
    dot += value * other
    ofLeft += value * value
    ofRight += other * other
  })
  return dot / Math.sqrt(ofLeft * ofRight)
}

describe('packed vectors', () => {
  it.each(DIMENSIONS)('have the cosines of the stored embeddings, of %i values', (dimensions) => {
    const stored = drawn(1500, dimensions)
    for (const dots of [openDots(), plainDots()]) {
      if (dots === null) continue
      const vectors = new PackedVectors(dimensions, dots)
      stored.forEach((bytes, slot) => vectors.set(slot, bytes))
      const [own = new Uint8Array(4)] = stored.slice(7)
      const cosines = vectors.cosines(7, stored.length)
      for (const slot of [0, 7, 8, 900, 1499]) {
        const exact = cosine(decodeEmbedding(own), decodeEmbedding(stored[slot] ?? own))
        expect(cosines[slot]).toBeCloseTo(exact, 5)
      }
    }
  })

  it.each(DIMENSIONS)('lie in a direction as the dequantised embeddings do, of %i values', (dimensions) => {
    const stored = drawn(1200, dimensions)
    const random = seededRandom(5)
    const direction = Float64Array.from({ length: dimensions }, () => random() - 0.5)
    for (const dots of [openDots(), plainDots()]) {
      if (dots === null) continue
      const vectors = new PackedVectors(dimensions, dots)
      stored.forEach((bytes, slot) => vectors.set(slot, bytes))
      const projections = vectors.projections(direction, stored.length)
      for (const [slot, bytes] of stored.slice(0, 50).entries()) {
        const exact = decodeEmbedding(bytes).reduce((sum, value, at) => sum + value * (direction[at] ?? 0), 0)
        expect(projections[slot]).toBeCloseTo(exact, 2)
      }
      expect(vectors.projections(new Float64Array(dimensions), 3)).toEqual(new Float32Array(3))
    }
  })

  it('are the same in plain loops and on the processor’s vectors, at the ends of what int8 holds', () => {
    const ends = [127, -127].map((value) => encodeEmbedding(new Float32Array(1280).fill(value)))
    const answers = [openDots() ?? plainDots(), plainDots()].map((dots) => {
      const vectors = new PackedVectors(1280, dots)
      ends.forEach((bytes, slot) => vectors.set(slot, bytes))
      return [...vectors.cosines(0, 2)]
    })
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]?.map((value) => Math.round(value * 1e5) / 1e5)).toEqual([1, -1])
  })

  it('take a vector again in its slot, keep none of nothing near, and refuse one of another length', () => {
    const vectors = new PackedVectors(16)
    const [first = new Uint8Array(4), second = first] = drawn(2, 16)
    vectors.set(0, first)
    vectors.set(1, second)
    vectors.set(1, first)
    expect(vectors.cosines(0, 2)[1]).toBeCloseTo(1, 6)
    vectors.set(1, encodeEmbedding(new Float32Array(16)))
    expect(vectors.cosines(0, 2)[1]).toBe(0)
    expect(() => vectors.set(2, encodeEmbedding(new Float32Array(15)))).toThrow(RangeError)
  })
})

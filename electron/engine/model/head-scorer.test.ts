import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { seededRandom } from '../platform/random.ts'
import { headScorer } from './head-scorer.ts'
import type { Head } from './heads.ts'
import { logitsOf } from './heads.ts'
import { encodeEmbedding } from './stored-embedding.ts'

function drawnHead(labels: number, dimensions: number, random: () => number): Head {
  const drawn = (length: number) => Float32Array.from({ length }, () => 2 * random() - 1)
  return { weights: drawn(labels * dimensions), bias: drawn(labels), dimensions }
}

describe('scoring many embeddings by one head', () => {
  it.each([
    [20, 1280],
    [1, 1],
    [10, 7],
    [11, 64],
    [3, 1280],
  ])('gives the very numbers of one at a time: %i labels of %i values', (labels, dimensions) => {
    const random = seededRandom(labels)
    const head = drawnHead(labels, dimensions, random)
    const score = headScorer(head)
    for (let film = 0; film < 50; film++) {
      const stored = encodeEmbedding(Float32Array.from({ length: dimensions }, () => 3 * random() ** 4))
      expect(score(stored)).toEqual(logitsOf(stored, head))
    }
  })

  it('gives them without vectors, too', () => {
    onTestFinished(() => {
      vi.unstubAllGlobals()
    })
    vi.stubGlobal('WebAssembly', undefined)
    const random = seededRandom(9)
    const head = drawnHead(20, 64, random)
    const stored = encodeEmbedding(Float32Array.from({ length: 64 }, random))
    expect(headScorer(head)(stored)).toEqual(logitsOf(stored, head))
  })

  it('answers each with numbers of its own', () => {
    const random = seededRandom(5)
    const head = drawnHead(4, 16, random)
    const score = headScorer(head)
    const [one, other] = [1, 2].map((factor) => encodeEmbedding(new Float32Array(16).fill(factor)))
    if (one === undefined || other === undefined) throw new Error('There are two')
    const first = score(one)
    const copy = first.slice()
    score(other)
    expect(first).toEqual(copy)
  })

  it('has nothing to say for no label, and refuses an embedding of another length', () => {
    const random = seededRandom(6)
    const stored = encodeEmbedding(new Float32Array(8).fill(1))
    expect(headScorer(drawnHead(0, 8, random))(stored)).toEqual(new Float32Array(0))
    expect(() => headScorer(drawnHead(2, 9, random))(stored)).toThrow(RangeError)
  })
})

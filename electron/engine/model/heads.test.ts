import { describe, expect, it } from 'vitest'
import { seededRandom } from '../platform/random.ts'
import type { Head } from './heads.ts'
import { logitsOf } from './heads.ts'
import { encodeEmbedding, viewEmbedding } from './stored-embedding.ts'

const DIMENSIONS = 37
const random = seededRandom(2)

function head(labels: number): Head {
  return {
    weights: Float32Array.from({ length: labels * DIMENSIONS }, () => random() - 0.5),
    bias: Float32Array.from({ length: labels }, () => random()),
    dimensions: DIMENSIONS,
  }
}

describe('logits of a stored embedding', () => {
  it.each([1, 3, 4, 20, 23])('of %i labels are each one sum in order, to the last bit', (labels) => {
    const own = head(labels)
    const stored = encodeEmbedding(Float32Array.from({ length: DIMENSIONS }, () => random()))
    const { scale, values } = viewEmbedding(stored)
    const logits = logitsOf(stored, own)
    own.bias.forEach((bias, label) => {
      const sum = values.reduce(
        (total, value, at) => total + (own.weights[label * DIMENSIONS + at] ?? 0) * value,
        0,
      )
      expect(logits[label]).toBe(Math.fround(sum * scale + bias))
    })
  })

  it('are refused for an embedding of another length', () => {
    expect(() => logitsOf(new Uint8Array(8), head(2))).toThrow(RangeError)
  })
})

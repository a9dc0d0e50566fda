import { describe, expect, it } from 'vitest'
import { logitsOf } from '../../model/heads.ts'
import { seededRandom } from '../../platform/random.ts'
import { DIMENSIONS, drawnFilm, drawnHead, LABELS } from '../../../../tests/helpers/taught-collection.ts'
import { featureSpaceOf, writeFeatures } from './feature-space.ts'
import type { GenreFit } from './fit-genre.ts'
import { taughtHead } from './taught-head.ts'

const random = seededRandom(3)
const embeddings = Array.from({ length: 50 }, () => drawnFilm(random).embedding)
const space = featureSpaceOf(embeddings, DIMENSIONS)

function fit(label: number, known: Partial<GenreFit> = {}): GenreFit {
  return { label, tier: 'unchanged', bias: 0, scale: 0, centre: 0, vector: null, reach: null, ...known }
}

describe('a taught head', () => {
  it('says of a film what was fitted', () => {
    const vector = Float64Array.from({ length: DIMENSIONS }, () => random() - 0.5)
    const fits = [
      fit(0),
      fit(1, { tier: 'bias', bias: 0.7 }),
      fit(2, { tier: 'scale', bias: -0.2, scale: 0.4, centre: -2 }),
      fit(3, { tier: 'vector', bias: 0.1, scale: -0.3, centre: 0.5, vector, reach: 0.35 }),
    ]
    const head = taughtHead(drawnHead, fits, space)
    for (const embedding of embeddings) {
      const before = logitsOf(embedding, drawnHead)
      const after = logitsOf(embedding, head)
      const features = new Float32Array(DIMENSIONS)
      writeFeatures(space, embedding, features, 0)
      fits.forEach(({ label, bias, scale, centre, vector: own }) => {
        const was = before[label] ?? NaN
        const moved = own?.reduce((sum, value, at) => sum + value * (features[at] ?? 0), 0) ?? 0
        expect(after[label]).toBeCloseTo(was + bias + scale * (was - centre) + moved, 3)
      })
    }
  })

  it('keeps the bytes of what was not learned, and leaves the parent alone', () => {
    const parent = { ...drawnHead, weights: drawnHead.weights.slice(), bias: drawnHead.bias.slice() }
    const head = taughtHead(parent, [fit(1, { tier: 'bias', bias: 1 })], space)
    expect(parent).toEqual(drawnHead)
    expect(head.weights).toEqual(drawnHead.weights)
    expect(head.bias).toEqual(drawnHead.bias.with(1, (drawnHead.bias[1] ?? 0) + 1))
    expect(
      taughtHead(
        parent,
        Array.from({ length: LABELS }, (_, label) => fit(label)),
        space,
      ),
    ).toEqual(parent)
  })
})

describe('the space of features', () => {
  it('has its middle at zero and one unit', () => {
    const features = new Float32Array(embeddings.length * DIMENSIONS)
    embeddings.forEach((embedding, at) => writeFeatures(space, embedding, features, at * DIMENSIONS))
    const mean = features.reduce((sum, value) => sum + value, 0) / features.length
    const square = features.reduce((sum, value) => sum + value * value, 0) / features.length
    expect(mean).toBeCloseTo(0, 5)
    expect(square).toBeCloseTo(1, 5)
  })

  it('is finite where all embeddings are the same, or there are none', () => {
    const same = [embeddings[0], embeddings[0]] as Uint8Array[]
    for (const { unit, mean } of [featureSpaceOf(same, DIMENSIONS), featureSpaceOf([], DIMENSIONS)]) {
      expect(unit).toBeGreaterThan(0)
      expect(mean.every(Number.isFinite)).toBe(true)
    }
  })
})

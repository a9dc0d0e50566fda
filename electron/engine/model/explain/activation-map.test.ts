import { describe, expect, it } from 'vitest'
import { activationMap } from './activation-map.ts'

const HEAD = {
  weights: Float32Array.from([1, -2, 0.5, 0, 3, -1]),
  bias: Float32Array.from([0.25, -1]),
  dimensions: 3,
}
/** Three channels on a grid of 2 × 2. */
const VALUES = Float32Array.from([4, 0, 0, 0, 0, 2, 2, 0, 1, 1, 1, 1])
const pooled = Float32Array.from([1, 1, 1])
const maps = { channels: 3, rows: 2, columns: 2, values: VALUES, embedding: pooled }

describe('an activation map', () => {
  it('is each place’s share of the logit', () => {
    const map = activationMap(maps, HEAD, 0)
    expect([...(map?.contributions ?? [])]).toEqual([1.125, -0.875, -0.875, 0.125])
    expect(map).toMatchObject({ rows: 2, columns: 2, bias: 0.25 })
    const sum = map?.contributions.reduce((total, value) => total + value, 0)
    expect(sum).toBeCloseTo(1 - 2 + 0.5, 6)
  })

  it('is another for another genre', () => {
    expect([...(activationMap(maps, HEAD, 1)?.contributions ?? [])]).toEqual([-0.25, 1.25, 1.25, -0.25])
  })

  it('is none where the embedding is not the mean of the features', () => {
    expect(activationMap({ ...maps, embedding: Float32Array.from([1, 1.2, 1]) }, HEAD, 0)).toBeNull()
    expect(activationMap({ ...maps, embedding: new Float32Array(512) }, HEAD, 0)).toBeNull()
    expect(activationMap(maps, { ...HEAD, dimensions: 2 }, 0)).toBeNull()
  })
})

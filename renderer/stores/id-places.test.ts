import { describe, expect, it } from 'vitest'
import { placesOf } from './id-places.ts'

describe('places of ids', () => {
  it.each([
    ['dense', [7, 1, 3]],
    ['far apart', [2_000_000_000, 5, 70_000]],
  ])('are found whether they are %s', (_, ids) => {
    const places = placesOf(Int32Array.from(ids))
    expect(ids.map((id) => places.indexOf(id))).toEqual([0, 1, 2])
    expect([0, 2, 8, 1_999_999_999].map((id) => places.indexOf(id))).toEqual([-1, -1, -1, -1])
  })

  it('are none in an empty list', () => {
    expect(placesOf(new Int32Array(0)).indexOf(1)).toBe(-1)
  })
})

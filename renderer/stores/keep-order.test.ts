import { describe, expect, it } from 'vitest'
import { placesOf } from './id-places.ts'
import { countOutside, joinOrder } from './keep-order.ts'

const ids = (...values: number[]) => Int32Array.from(values)
const join = (shown: Int32Array, latest: Int32Array) => [...joinOrder(shown, latest, placesOf(latest))]

describe('keeping the order of the wall', () => {
  it('counts what waits to be asked in, and what matches no longer', () => {
    const shown = ids(1, 2, 3)
    const latest = ids(1, 9, 2, 8)
    expect(countOutside(latest, placesOf(shown))).toBe(2)
    expect(countOutside(shown, placesOf(latest))).toBe(1)
    expect(countOutside(shown, placesOf(shown))).toBe(0)
  })

  it('puts new posters at their place', () => {
    expect(join(ids(1, 3), ids(1, 2, 3, 4))).toEqual([1, 2, 3, 4])
  })

  it('keeps judged posters behind the neighbour that they had', () => {
    expect(join(ids(7, 1, 8, 9, 3), ids(1, 2, 3))).toEqual([7, 1, 8, 9, 2, 3])
  })

  it('keeps everything where nothing matches any more', () => {
    expect(join(ids(5, 6), ids())).toEqual([5, 6])
  })
})

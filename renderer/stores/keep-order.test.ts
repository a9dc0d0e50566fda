import { describe, expect, it } from 'vitest'
import { countLeftOver, countWaiting, joinOrder } from './keep-order.ts'

const ids = (...values: number[]) => Int32Array.from(values)

describe('keeping the order of the wall', () => {
  it('counts what waits to be asked in', () => {
    expect(countWaiting(ids(1, 2, 3), ids(1, 9, 2, 3, 8))).toBe(2)
    expect(countWaiting(ids(1, 2, 3), ids(3, 1))).toBe(0)
  })

  it('counts what matches no longer', () => {
    expect(countLeftOver(ids(1, 2, 3), ids(1, 9))).toBe(2)
  })

  it('puts new posters at their place', () => {
    expect([...joinOrder(ids(1, 3), ids(1, 2, 3, 4))]).toEqual([1, 2, 3, 4])
  })

  it('keeps judged posters behind the neighbour that they had', () => {
    expect([...joinOrder(ids(7, 1, 8, 9, 3), ids(1, 2, 3))]).toEqual([7, 1, 8, 9, 2, 3])
  })

  it('keeps everything where nothing matches any more', () => {
    expect([...joinOrder(ids(5, 6), ids())]).toEqual([5, 6])
  })
})

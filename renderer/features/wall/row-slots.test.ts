import { describe, expect, it } from 'vitest'
import { assignSlots } from './row-slots.ts'

const slotsOf = (rows: readonly number[], before = new Map<number, number>()) => assignSlots(before, rows)

describe('slots of rows', () => {
  it('leaves a row that stays where it was', () => {
    const first = slotsOf([0, 1, 2])
    const next = assignSlots(first, [1, 2, 3])
    expect(next.get(1)).toBe(first.get(1))
    expect(next.get(2)).toBe(first.get(2))
    expect(next.get(3)).toBe(first.get(0))
  })

  it('gives no two rows the same', () => {
    const next = assignSlots(slotsOf([4, 5, 6, 7]), [7, 90, 91, 92])
    expect(new Set(next.values()).size).toBe(4)
    expect(Math.max(...next.values())).toBe(3)
  })
})

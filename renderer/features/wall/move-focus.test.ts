import { describe, expect, it } from 'vitest'
import { moveFocus } from './move-focus.ts'

// 0 1 2 3
// 4 5 6 7
// 8 9
const grid = { count: 10, columns: 4, rowsInView: 2 }

describe('moving the focus over the wall', () => {
  it('begins at the first poster', () => {
    expect(moveFocus(-1, 'right', grid)).toBe(0)
    expect(moveFocus(-1, 'down', { ...grid, count: 0 })).toBe(-1)
  })

  it('goes along the line and on to the next', () => {
    expect(moveFocus(3, 'right', grid)).toBe(4)
    expect(moveFocus(4, 'left', grid)).toBe(3)
    expect(moveFocus(0, 'left', grid)).toBe(0)
    expect(moveFocus(9, 'right', grid)).toBe(9)
  })

  it('keeps its column up and down, and takes the last poster of a short row', () => {
    expect(moveFocus(5, 'up', grid)).toBe(1)
    expect(moveFocus(5, 'down', grid)).toBe(9)
    expect(moveFocus(7, 'down', grid)).toBe(9)
    expect(moveFocus(2, 'up', grid)).toBe(2)
    expect(moveFocus(9, 'down', grid)).toBe(9)
  })

  it('pages by the rows in view', () => {
    expect(moveFocus(1, 'page-down', grid)).toBe(9)
    expect(moveFocus(9, 'page-up', grid)).toBe(1)
    expect(moveFocus(6, 'page-up', grid)).toBe(2)
  })

  it('jumps to both ends', () => {
    expect(moveFocus(5, 'home', grid)).toBe(0)
    expect(moveFocus(-1, 'end', grid)).toBe(9)
  })
})

import { describe, expect, it } from 'vitest'
import type { StateFile } from './state-file.ts'
import { rememberWindow, restoreWindow } from './window-state.ts'

const LAPTOP = { id: 1, workArea: { x: 0, y: 25, width: 1440, height: 875 } }
const DESK = { id: 2, workArea: { x: 1440, y: 0, width: 2560, height: 1440 } }
const STATE = { bounds: { x: 1600, y: 100, width: 1200, height: 900 }, isMaximized: true }

function memory(state: Record<string, unknown> = {}): StateFile {
  return { read: () => state, merge: (changes) => void Object.assign(state, changes) }
}

describe('where the window opens', () => {
  it('is in the middle the first time', () => {
    const { bounds, isMaximized } = restoreWindow(memory(), [LAPTOP])
    expect([bounds, isMaximized]).toEqual([{ width: 1280, height: 860 }, false])
  })

  it('is where it was, for each arrangement of screens', () => {
    const file = memory()
    const alone = { bounds: { x: 20, y: 40, width: 900, height: 700 }, isMaximized: false }
    rememberWindow(file, [LAPTOP, DESK], STATE)
    rememberWindow(file, [LAPTOP], alone)
    expect(restoreWindow(file, [DESK, LAPTOP])).toEqual(STATE)
    expect(restoreWindow(file, [LAPTOP])).toEqual(alone)
  })

  it('is on a screen that is there: a window of one unplugged is not opened out of sight', () => {
    const file = memory()
    rememberWindow(file, [LAPTOP, DESK], STATE)
    expect(restoreWindow(file, [LAPTOP]).bounds).toEqual({ width: 1280, height: 860 })
  })

  it.each([
    ['above', { x: 100, y: -400, width: 900, height: 700 }],
    ['below', { x: 100, y: 890, width: 900, height: 700 }],
    ['left', { x: -890, y: 100, width: 900, height: 700 }],
  ])('can be taken hold of: not almost all %s the screen', (_where, bounds) => {
    const file = memory()
    rememberWindow(file, [LAPTOP], { bounds, isMaximized: false })
    expect(restoreWindow(file, [LAPTOP]).bounds).not.toHaveProperty('x')
  })

  it.each([
    null,
    [],
    { '0,0,1,1': null },
    { a: { bounds: { x: 'a', y: 0, width: 1, height: 1 } } },
    { a: { bounds: { x: 1e300, y: 0, width: 1, height: NaN } } },
  ])('is as the first time where something else wrote the file: %j', (windows) => {
    expect(restoreWindow(memory({ windows }), [LAPTOP]).bounds).toEqual({ width: 1280, height: 860 })
  })

  it('remembers few arrangements, the newest', () => {
    const file = memory()
    for (let width = 1000; width < 1020; width += 1)
      rememberWindow(file, [{ id: 1, workArea: { x: 0, y: 0, width, height: 800 } }], STATE)
    expect(Object.keys(file.read()['windows'] as object)).toHaveLength(8)
  })
})

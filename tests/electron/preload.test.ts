import { EventEmitter } from 'node:events'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Desktop } from '#shared/desktop.ts'
import { build } from '../../scripts/build.mjs'
import { runPreload } from '../helpers/desktop-page.ts'

/* The built preload as a sandboxed page's process runs it: one CommonJS file that can require nothing but electron. */
describe('the built preload', () => {
  const sent: unknown[][] = []
  let answer: unknown = null
  const ipcRenderer = Object.assign(new EventEmitter(), {
    invoke: async (...message: unknown[]) => {
      sent.push(message)
      return answer
    },
    send: (...message: unknown[]) => void sent.push(message),
  })
  let desktop: Desktop
  let world: ReturnType<typeof runPreload>

  beforeAll(() => {
    if (!build({ names: ['window'] })) throw new Error('It could not be built.')
    world = runPreload(ipcRenderer, (file) => (file as { path: string }).path)
    desktop = world.exposed['onesheet'] as Desktop
  }, 120_000)

  it('requires electron alone and gives the page one object', () => {
    expect(world.required).toEqual(['electron'])
    expect(Object.keys(world.exposed)).toEqual(['onesheet'])
  })

  it('gives the page functions and plain values, nothing of Electron', () => {
    for (const value of Object.values(desktop))
      expect(['function', 'string', 'object']).toContain(typeof value)
    expect(Object.values(desktop)).not.toContain(ipcRenderer)
    expect(Object.keys(desktop).toSorted()).toEqual([
      'chooseFolder',
      'connect',
      'onCommand',
      'openLink',
      'pathOfDropped',
      'platform',
      'saveText',
      'setLook',
      'showInFolder',
      'versions',
    ])
  })

  it('keeps frames that overtake the answer, and those of another connection away', async () => {
    const [frames, closed]: [number[], number[]] = [[], []]
    answer = 5
    const connecting = desktop.connect({
      onFrame: (frame) => frames.push(frame[0] ?? 0),
      onClose: () => closed.push(1),
    })
    ipcRenderer.emit('onesheet:frame', {}, 4, new Uint8Array([4]))
    ipcRenderer.emit('onesheet:frame', {}, 5, new Uint8Array([1]))
    const connection = await connecting
    ipcRenderer.emit('onesheet:frame', {}, 5, new Uint8Array([2]))
    ipcRenderer.emit('onesheet:frame', {}, 4, new Uint8Array([4]))
    ipcRenderer.emit('onesheet:closed', {}, 4)
    expect([frames, closed]).toEqual([[1, 2], []])
    connection?.send(new Uint8Array([9]))
    expect(sent.at(-1)).toEqual(['onesheet:frame', 5, new Uint8Array([9])])
    ipcRenderer.emit('onesheet:closed', {}, 5)
    expect(closed).toEqual([1])
  })

  it('learns of an end that overtakes the answer', async () => {
    let closed = 0
    answer = 6
    const connecting = desktop.connect({ onFrame: () => undefined, onClose: () => (closed += 1) })
    ipcRenderer.emit('onesheet:closed', {}, 6)
    await connecting
    expect(closed).toBe(1)
  })

  it('has no connection while there is no engine', async () => {
    answer = null
    expect(await desktop.connect({ onFrame: () => undefined, onClose: () => undefined })).toBeNull()
  })

  it('hands on commands without their event, until it is not wanted any more', () => {
    const heard: unknown[][] = []
    const stop = desktop.onCommand((...all) => heard.push(all))
    ipcRenderer.emit('onesheet:command', { sender: 'secret' }, { id: 'undo', folder: null })
    stop()
    ipcRenderer.emit('onesheet:command', {}, { id: 'redo', folder: null })
    expect(heard).toEqual([[{ id: 'undo', folder: null }]])
  })

  it('tells where a dropped file lies', () => {
    expect(desktop.pathOfDropped({ path: '/films' })).toBe('/films')
    expect(sent.at(-1)).toEqual(['onesheet:dropped', '/films'])
    expect(desktop.pathOfDropped({ path: '' })).toBe('')
  })
})

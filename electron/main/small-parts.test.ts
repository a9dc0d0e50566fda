import { EventEmitter } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../tests/helpers/temporary.ts'
import { folderArgument } from './folder-argument.ts'
import { keepPageAlive } from './page-life.ts'
import { endInOrder } from './quit.ts'
import { openRecentFolders } from './recent-folders.ts'
import { beTheOnlyOne } from './single-instance.ts'
import { engineProgram } from './spawn-engine.ts'
import { openStateFile } from './state-file.ts'

describe('the folder that the app is started with', () => {
  it('is the first word that names one, from where it was typed', () => {
    const home = temporaryFolder()
    mkdirSync(join(home, 'films'))
    writeFileSync(join(home, 'file'), '')
    expect(folderArgument(['--switch', 'films'], home)).toBe(join(home, 'films'))
    expect(folderArgument(['file'], home)).toBeNull()
    expect(folderArgument(['gone'], home)).toBeNull()
    expect(folderArgument(['--films'], home)).toBeNull()
    expect(folderArgument([], home)).toBeNull()
  })
})

describe('a second start', () => {
  function fakeApp(hasLock: boolean) {
    return Object.assign(new EventEmitter(), { requestSingleInstanceLock: vi.fn(() => hasLock) })
  }

  it('ends, and hands its folder to the first', () => {
    const second = fakeApp(false)
    expect(beTheOnlyOne(second, '/films', () => undefined)).toBe(false)
    expect(second.requestSingleInstanceLock).toHaveBeenCalledWith({ folder: '/films' })
    const heard = vi.fn()
    const first = fakeApp(true)
    expect(beTheOnlyOne(first, null, heard)).toBe(true)
    first.emit('second-instance', {}, [], '/', { folder: '/films' })
    expect(heard).toHaveBeenCalledWith({ folder: '/films' })
  })

  it.each([null, {}, { folder: 7 }, 'x'])(
    'that says something else only brings the window forward: %j',
    (data) => {
      const heard = vi.fn()
      const first = fakeApp(true)
      beTheOnlyOne(first, null, heard)
      first.emit('second-instance', {}, [], '/', data)
      expect(heard).toHaveBeenCalledWith({ folder: null })
    },
  )
})

describe('quitting', () => {
  it('waits for the engine, once, and then ends', async () => {
    const exit = vi.fn()
    const app = Object.assign(new EventEmitter(), { exit })
    let ended: () => void = () => undefined
    const stop = vi.fn(() => new Promise<void>((resolve) => (ended = resolve)))
    endInOrder(app, stop, () => undefined)
    const preventDefault = vi.fn()
    app.emit('before-quit', { preventDefault })
    app.emit('before-quit', { preventDefault })
    expect([stop.mock.calls.length, preventDefault.mock.calls.length, exit.mock.calls.length]).toEqual([
      1, 2, 0,
    ])
    const [[limitMs]] = stop.mock.calls as unknown as [[number]]
    expect(limitMs).toBeLessThan(3_000)
    ended()
    await expect.poll(() => exit.mock.calls).toEqual([[0]])
  })

  it('ends even where the engine’s end fails', async () => {
    const exit = vi.fn()
    const app = Object.assign(new EventEmitter(), { exit })
    endInOrder(
      app,
      () => Promise.reject(new Error('stuck')).catch(() => undefined),
      () => undefined,
    )
    app.emit('before-quit', { preventDefault: () => undefined })
    await expect.poll(() => exit.mock.calls).toEqual([[0]])
  })
})

describe('a page whose process is gone', () => {
  function living() {
    const page = Object.assign(new EventEmitter(), { reload: vi.fn() })
    const [onGone, onHopeless] = [vi.fn(), vi.fn()]
    const clock = { ms: 0 }
    keepPageAlive(page, { onGone, onHopeless, now: () => clock.ms })
    return {
      page,
      onGone,
      onHopeless,
      clock,
      die: (reason = 'crashed') => page.emit('render-process-gone', {}, { reason }),
    }
  }

  it('is loaded again, until it goes again and again', () => {
    const { page, onGone, onHopeless, clock, die } = living()
    for (let count = 0; count < 3; count += 1) die()
    expect([page.reload.mock.calls.length, onHopeless.mock.calls.length]).toEqual([3, 0])
    die('oom')
    expect([page.reload.mock.calls.length, onHopeless.mock.calls.length, onGone.mock.calls.length]).toEqual([
      3, 1, 4,
    ])
    clock.ms = 61_000
    die()
    expect(page.reload.mock.calls.length).toBe(4)
  })

  it('that was closed stays closed', () => {
    const { page, die } = living()
    die('clean-exit')
    expect(page.reload).not.toHaveBeenCalled()
  })

  it('loses its connection when it loads itself anew, not when only its fragment changes', () => {
    const { page, onGone } = living()
    page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true })
    page.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false })
    expect(onGone).not.toHaveBeenCalled()
    page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    expect(onGone).toHaveBeenCalledTimes(1)
  })
})

describe('what the shell remembers', () => {
  it('holds the folders last chosen, newest first, each once', () => {
    const path = join(temporaryFolder(), 'deeper', 'window.json')
    const system = { addRecentDocument: vi.fn(), clearRecentDocuments: vi.fn() }
    const onChange = vi.fn()
    const recent = openRecentFolders(openStateFile(path), system, onChange)
    for (const folder of ['/a', '/b', '/a']) recent.add(folder)
    expect(recent.list()).toEqual(['/a', '/b'])
    for (let count = 0; count < 20; count += 1) recent.add(`/${count}`)
    expect(recent.list()).toHaveLength(10)
    recent.clear()
    expect([recent.list(), system.clearRecentDocuments.mock.calls.length]).toEqual([[], 1])
    expect(onChange).toHaveBeenCalledTimes(24)
  })

  it.each(['', '[1', 'null', '"x"', '{"recentFolders":7}'])('is nothing where the file is %j', (text) => {
    const path = join(temporaryFolder(), 'window.json')
    writeFileSync(path, text)
    const system = { addRecentDocument: () => undefined, clearRecentDocuments: () => undefined }
    expect(openRecentFolders(openStateFile(path), system, () => undefined).list()).toEqual([])
  })
})

describe('the engine’s program', () => {
  const options = { resources: '/app/resources', outFolder: '/checkout/out' }

  it('is the package’s own, whatever the environment says', () => {
    const environment = { ONESHEET_NODE: '/evil/node' }
    const { node, script } = engineProgram({ ...options, isPackaged: true, environment })
    expect(node.startsWith(join('/app/resources/node'))).toBe(true)
    expect(script).toBe(join('/app/resources/engine/engine-child.mjs'))
  })

  it('is the checkout’s, on the Node that npm start found', () => {
    const environment = { ONESHEET_NODE: '/checkout/node' }
    expect(engineProgram({ ...options, isPackaged: false, environment })).toEqual({
      node: '/checkout/node',
      script: join('/checkout/out/engine/engine-child.mjs'),
    })
  })
})

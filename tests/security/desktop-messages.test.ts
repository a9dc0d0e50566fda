import { describe, expect, it, vi } from 'vitest'
import type { BridgeActs } from '../../electron/main/bridge.ts'
import { listenToPage } from '../../electron/main/bridge.ts'
import { createWindowChannel } from '../../electron/main/window-channel.ts'
import { createFakeEngine } from '../helpers/fake-engine.ts'

/* Who may speak to the desktop's main process, and what it may say: tests of every channel that main listens to. */

const PAGE = 'onesheet://app/'

type Listener = (event: unknown, ...parameters: unknown[]) => unknown

function setUp() {
  const channels = new Map<string, Listener>()
  const register = (name: string, listener: Listener) => void channels.set(name, listener)
  const mainFrame = { url: PAGE }
  const contents = { mainFrame, send: vi.fn(), isDestroyed: () => false }
  const acts = {
    chooseFolder: vi.fn(async () => '/films'),
    noteFolder: vi.fn(),
    showInFolder: vi.fn(async () => true),
    openAddress: vi.fn(async () => undefined),
    saveText: vi.fn(async () => true),
    setLook: vi.fn(),
  } satisfies BridgeActs
  const engine = createFakeEngine()
  const onRefused = vi.fn()
  const channel = createWindowChannel(engine, () => true)
  listenToPage({
    ipc: { on: register, handle: register } as never,
    page: () => contents as never,
    channel,
    acts,
    onRefused,
  })
  const send = (
    name: string,
    parameters: unknown[],
    event: unknown = { sender: contents, senderFrame: mainFrame },
  ) => {
    try {
      return { value: channels.get(name)?.(event, ...parameters) }
    } catch {
      return 'refused'
    }
  }
  const isIdle = () =>
    Object.values(acts).every((act) => act.mock.calls.length === 0) && contents.send.mock.calls.length === 0
  return { channels, contents, mainFrame, acts, onRefused, send, isIdle }
}

const LOOK = { language: 'en', theme: 'dark', keys: {}, unavailable: [] }
/** A message of our own page on every channel. */
const SOUND: Record<string, unknown[]> = {
  'onesheet:connect': [],
  'onesheet:frame': [1, new Uint8Array(8)],
  'onesheet:close': [1],
  'onesheet:choose-folder': [],
  'onesheet:dropped': ['/films'],
  'onesheet:show-in-folder': [3, 0],
  'onesheet:open-link': ['tmdb'],
  'onesheet:save-text': ['a.json', '{}'],
  'onesheet:look': [LOOK],
}

describe('the desktop’s messages', () => {
  it('are all tried here', () => {
    expect([...setUp().channels.keys()].toSorted()).toEqual(Object.keys(SOUND).toSorted())
  })

  it.each(Object.entries(SOUND))('%s is heard from our page', (name, parameters) => {
    const { send, onRefused } = setUp()
    send(name, parameters)
    expect(onRefused).not.toHaveBeenCalled()
  })

  describe.each(Object.entries(SOUND))('%s is refused', (name, parameters) => {
    it('from another window', () => {
      const { send, mainFrame, onRefused, isIdle } = setUp()
      send(name, parameters, { sender: {}, senderFrame: mainFrame })
      expect([onRefused.mock.calls, isIdle()]).toEqual([[[name]], true])
    })

    it('from a frame within our page, even of our own address', () => {
      const { send, contents, onRefused, isIdle } = setUp()
      send(name, parameters, { sender: contents, senderFrame: { url: PAGE } })
      expect([onRefused.mock.calls, isIdle()]).toEqual([[[name]], true])
    })

    it('from a frame that is gone', () => {
      const { send, contents, onRefused, isIdle } = setUp()
      send(name, parameters, { sender: contents, senderFrame: null })
      expect([onRefused.mock.calls, isIdle()]).toEqual([[[name]], true])
    })

    it.each([
      'https://example.org/',
      'onesheet://app.evil/',
      'onesheet://evil/',
      'onesheet://app/other.html',
      'onesheet://app',
      'file:///etc/passwd',
      'about:blank',
      'data:text/html,x',
      '',
    ])('from the window while it shows %j', (url) => {
      const { send, mainFrame, onRefused, isIdle } = setUp()
      mainFrame.url = url
      send(name, parameters)
      expect([onRefused.mock.calls, isIdle()]).toEqual([[[name]], true])
    })
  })

  it('come from wherever in our page one is', () => {
    const { send, mainFrame, acts } = setUp()
    mainFrame.url = `${PAGE}#/poster/3`
    send('onesheet:open-link', ['tmdb'])
    expect(acts.openAddress).toHaveBeenCalledWith('https://www.themoviedb.org/')
  })

  it.each([
    ['onesheet:open-link', ['https://evil.example/']],
    ['onesheet:open-link', ['toString']],
    ['onesheet:open-link', [{}]],
    ['onesheet:show-in-folder', ['/etc/passwd', 0]],
    ['onesheet:show-in-folder', [0, 0]],
    ['onesheet:show-in-folder', [1, -1]],
    ['onesheet:show-in-folder', [1.5, 0]],
    ['onesheet:show-in-folder', [1]],
    ['onesheet:save-text', ['', 'x']],
    ['onesheet:save-text', ['a\0b', 'x']],
    ['onesheet:save-text', ['a', 7]],
    ['onesheet:save-text', ['a'.repeat(201), 'x']],
    ['onesheet:dropped', [7]],
    ['onesheet:dropped', ['/films\0']],
    ['onesheet:frame', [1, 'text']],
    ['onesheet:frame', [1, { byteLength: 8 }]],
    ['onesheet:frame', ['1', new Uint8Array(8)]],
    ['onesheet:close', [-1]],
    ['onesheet:look', [null]],
    ['onesheet:look', [{ ...LOOK, language: 'xx' }]],
    ['onesheet:look', [{ ...LOOK, theme: 'file:///etc' }]],
    ['onesheet:look', [{ ...LOOK, keys: { nothing: 'A' } }]],
    ['onesheet:look', [{ ...LOOK, keys: { undo: 7 } }]],
    ['onesheet:look', [{ ...LOOK, keys: { undo: 'x'.repeat(100) } }]],
    ['onesheet:look', [{ ...LOOK, unavailable: ['quit'] }]],
    ['onesheet:look', [{ ...LOOK, unavailable: 'undo' }]],
  ])('%s with %j is refused and nothing is done', (name, parameters) => {
    const { send, onRefused, isIdle } = setUp()
    send(name, parameters)
    expect([onRefused.mock.calls, isIdle()]).toEqual([[[name]], true])
  })

  it('name a file to be saved, never a place', () => {
    const { send, acts } = setUp()
    send('onesheet:save-text', ['../../etc/cron.d/x', 'x'])
    send('onesheet:save-text', ['..\\..\\autoexec.bat', 'x'])
    expect(acts.saveText.mock.calls.map(([name]: unknown[]) => name)).toEqual(['x', 'autoexec.bat'])
  })

  it('of an earlier connection reach no later one', () => {
    const { send, contents } = setUp()
    expect(send('onesheet:connect', [])).toEqual({ value: 1 })
    expect(send('onesheet:connect', [])).toEqual({ value: 2 })
    contents.send.mockClear()
    send('onesheet:frame', [1, new Uint8Array(8)])
    expect(contents.send).not.toHaveBeenCalled()
    // Eight noughts are no frame: the connection that is there now says so.
    send('onesheet:frame', [2, new Uint8Array(8)])
    expect(contents.send).toHaveBeenCalledTimes(1)
  })
})

import { afterEach, describe, expect, it, vi } from 'vitest'
import { createFakeEngine } from '../../tests/helpers/fake-engine.ts'
import { createTransportPair } from '../../tests/helpers/transport-pair.ts'
import { createRpcClient } from '#shared/rpc.ts'
import { serveRpc } from '#shared/rpc/serve.ts'
import { openFrameTransport } from './frame-transport.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

describe('the window in a browser', () => {
  it('can do nothing of the desktop’s, and says so', async () => {
    const shell = await import('./shell.ts')
    expect([shell.isDesktop, shell.canChooseFolder, shell.canShowInFolder]).toEqual([false, false, false])
    expect(await shell.chooseFolder()).toBeNull()
    expect(await shell.showInFolder(1)).toBe(false)
    expect(shell.pathsOfDropped(null)).toEqual([])
  })

  it('fetches pictures from its host', async () => {
    const { thumbAddress, pictureAddress } = await import('./pictures.ts')
    expect([thumbAddress(3, 'ab'), pictureAddress(3, null)]).toEqual(['/thumb/3?k=ab', '/picture/3'])
  })
})

describe('the window in the desktop', () => {
  it('fetches pictures by the desktop’s own scheme', async () => {
    vi.stubGlobal('onesheet', {})
    const { thumbAddress, pictureAddress } = await import('./pictures.ts')
    expect([thumbAddress(3, 'ab'), pictureAddress(3, null)]).toEqual([
      'poster://thumb/3?k=ab',
      'poster://picture/3',
    ])
  })

  it('tells where what was dropped lies, and leaves out what lies nowhere', async () => {
    vi.stubGlobal('onesheet', { pathOfDropped: ({ name }: File) => (name === 'a' ? '/films/a' : '') })
    const { pathsOfDropped } = await import('./shell.ts')
    const files = [new File([], 'a'), new File([], 'b')]
    expect(pathsOfDropped({ files } as unknown as DataTransfer)).toEqual(['/films/a'])
  })

  it('speaks with the engine over the desktop’s channel, whose first frames may come early', async () => {
    const engine = createFakeEngine({ methods: { 'folders.list': () => ({ roots: [] }) } })
    const [ours, theirs] = createTransportPair()
    const transport = await openFrameTransport({
      connect: (listener) => {
        ours.onFrame((frame) => listener.onFrame(frame))
        ours.onClose(() => listener.onClose())
        serveRpc(theirs, engine)
        return Promise.resolve({ send: (frame) => ours.send(frame), close: () => ours.close() })
      },
    })
    const client = createRpcClient(transport)
    await expect(client.call('folders.list', {})).resolves.toEqual({ roots: [] })
    theirs.close()
    expect((await client.closed).code).toBe('app/disconnected')
  })

  it('has no connection while there is no engine', async () => {
    await expect(openFrameTransport({ connect: () => Promise.resolve(null) })).rejects.toThrow('no engine')
  })
})

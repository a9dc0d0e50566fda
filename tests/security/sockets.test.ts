import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { socketTransport } from '../../electron/hosts/web/socket-transport.ts'
import type { RpcClient } from '#shared/rpc.ts'
import { createRpcClient } from '#shared/rpc.ts'
import { AppError } from '#shared/errors.ts'
import { encodeFrame } from '#shared/util/frames.ts'
import type { WebSetup } from '../helpers/web-client.ts'
import { sendRaw, setUpWebHost } from '../helpers/web-client.ts'

/*
 * Browsers let any page open a WebSocket to any port and send its cookies along: only the Origin header tells
 * a stranger's page from ours. Once a socket is open everything can be asked over it, so it is let open only
 * for our page, under our name, with the cookie; and what comes over it is bounded.
 */

let web: WebSetup
let cookie: string
beforeAll(async () => {
  web = await setUpWebHost({
    methods: {
      'library.ids': () => ({ catalogRevision: 1, total: 3, ids: Int32Array.of(5, 6, 7) }),
      'labels.undo': () => {
        throw new AppError('labels/stale')
      },
      'jobs.wait': () => new Promise(() => undefined),
    },
  })
  cookie = (await web.signIn()).cookie
})
afterAll(() => web.close())

const clients: RpcClient[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})

function openSocket(headers: Record<string, string>, path = '/rpc'): Promise<WebSocket | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${web.host.port}${path}`, { headers })
    socket.once('open', () => resolve(socket))
    socket.once('unexpected-response', (request, response) => {
      request.destroy()
      resolve(response.statusCode ?? 0)
    })
    socket.on('error', () => undefined)
  })
}

async function openOurs(): Promise<WebSocket> {
  const socket = await openSocket({ Cookie: cookie, Origin: web.origin })
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
  return socket
}

async function connectClient(): Promise<RpcClient> {
  const client = createRpcClient(socketTransport(await openOurs()))
  clients.push(client)
  return client
}

const closeCode = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve))

describe('opening a socket', () => {
  it('needs the cookie, our page and our name, each exactly', async () => {
    const ours = { Cookie: cookie, Origin: web.origin }
    const refused: Record<string, string>[] = [
      { Origin: web.origin },
      { Cookie: cookie },
      { ...ours, Cookie: `${cookie}x` },
      { ...ours, Origin: 'http://evil.example' },
      { ...ours, Origin: 'null' },
      { ...ours, Origin: `${web.origin}/` },
      { ...ours, Origin: web.origin.replace('http:', 'https:') },
      { ...ours, Origin: `http://localhost:${web.host.port}` },
      { ...ours, Origin: `${web.origin}.evil.example` },
      { ...ours, Host: `evil.example:${web.host.port}` },
      { ...ours, Host: `localhost:${web.host.port}` },
    ]
    for (const headers of refused) expect([headers, await openSocket(headers)]).toEqual([headers, 403])
    const socket = await openOurs()
    socket.terminate()
  })

  it('is possible at one address', async () => {
    const ours = { Cookie: cookie, Origin: web.origin }
    for (const path of ['/', '/session', '/thumb/1', '/rpc/x']) expect(await openSocket(ours, path)).toBe(404)
    for (const path of ['/rpc?x=1', '/%72pc', '//rpc']) expect(await openSocket(ours, path)).toBe(400)
  })

  it('is no way around the rules for other upgrades', async () => {
    const text = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${web.host.port}\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n`
    expect(await sendRaw(web.host.port, text)).toMatch(/^HTTP\/1\.1 404 /)
  })

  it('ends somewhere: one browser cannot hold sockets without number', async () => {
    const opened = await Promise.all(
      Array.from({ length: 40 }, () => openSocket({ Cookie: cookie, Origin: web.origin })),
    )
    const sockets = opened.filter((socket) => typeof socket !== 'number')
    expect(sockets.length).toBe(32)
    expect(opened.filter((socket) => socket === 503).length).toBe(8)
    await Promise.all(
      sockets.map((socket) => {
        const closed = closeCode(socket)
        socket.close()
        return closed
      }),
    )
    const again = await openOurs()
    again.terminate()
  })
})

describe('an open socket', () => {
  it('serves the engine: answers, packed ids, refusals, events', async () => {
    const client = await connectClient()
    const { ids } = await client.call('library.ids', { filter: {} })
    expect(ids).toEqual(Int32Array.of(5, 6, 7))
    await expect(client.call('labels.undo', {})).rejects.toMatchObject({ code: 'labels/stale' })
    const change = new Promise((resolve) => client.on('catalog.changed', resolve))
    web.engine.emit('catalog.changed', { ids: [5], catalogRevision: 2 })
    expect(await change).toEqual({ ids: [5], catalogRevision: 2 })
  })

  it('is closed by a message of 1 MiB and a byte, and one of 1 MiB is still read', async () => {
    const atLimit = await openOurs()
    const answered = new Promise<Buffer>((resolve) =>
      atLimit.once('message', (data) => resolve(data as Buffer)),
    )
    atLimit.send(new Uint8Array(1024 * 1024))
    expect((await answered).toString()).toContain('app/invalid')
    atLimit.terminate()

    const over = await openOurs()
    const code = closeCode(over)
    over.send(new Uint8Array(1024 * 1024 + 1))
    expect(await code).toBe(1009)
    expect(await (await connectClient()).call('app.info', {})).toBe(null)
  })

  it('answers text and noise with a refusal', async () => {
    const socket = await openOurs()
    const answers: string[] = []
    const three = new Promise<void>((resolve) =>
      socket.on('message', (data: Buffer) => answers.push(data.toString()) === 3 && resolve()),
    )
    socket.send('{"kind":"call"}')
    socket.send(Uint8Array.of(1, 2, 3))
    socket.send(encodeFrame({ kind: 'call', id: 1, method: 'app.info', params: {} }))
    await three
    expect(answers[0]).toContain('app/invalid')
    expect(answers[1]).toContain('app/invalid')
    expect(answers[2]).toContain('app/protocol')
    socket.terminate()
  })

  it('tells its calls when the host ends', async () => {
    const other = await setUpWebHost({ methods: { 'jobs.wait': () => new Promise(() => undefined) } })
    const signedIn = await other.signIn()
    const socket = new WebSocket(`ws://127.0.0.1:${other.host.port}/rpc`, {
      headers: { Cookie: signedIn.cookie, Origin: other.origin },
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const call = createRpcClient(socketTransport(socket)).call('jobs.wait', { id: 1 })
    const [outcome] = await Promise.allSettled([call, other.close()])
    expect(outcome).toMatchObject({ reason: { code: 'app/disconnected' } })
    expect(other.engine.isClosed).toBe(false)
  })
})

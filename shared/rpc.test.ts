import { afterEach, describe, expect, it } from 'vitest'
import type { FakeEngineOptions } from '../tests/helpers/fake-engine.ts'
import { createFakeEngine } from '../tests/helpers/fake-engine.ts'
import { createTransportPair } from '../tests/helpers/transport-pair.ts'
import { AppError } from './errors.ts'
import { createRpcClient } from './rpc.ts'
import { PROTOCOL_VERSION } from './rpc/protocol.ts'
import type { ServeOptions } from './rpc/serve.ts'
import { serveRpc } from './rpc/serve.ts'
import { createCancelSource } from './util/cancel-source.ts'
import { decodeFrame, encodeFrame } from './util/frames.ts'

const open: { close(): void }[] = []
afterEach(() => {
  for (const client of open.splice(0)) client.close()
})

function connect(engineOptions: FakeEngineOptions = {}, serveOptions: ServeOptions = {}) {
  const [clientEnd, serverEnd] = createTransportPair()
  const engine = createFakeEngine(engineOptions)
  serveRpc(serverEnd, engine, serveOptions)
  const client = createRpcClient(clientEnd)
  open.push(client)
  return { client, engine, clientEnd, serverEnd }
}

/** Lets everything that is under way arrive. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve()
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

describe('a call', () => {
  it('reaches the engine with its parameters and brings the answer back', async () => {
    const { client, engine } = connect({ methods: { 'library.cards': () => ({ cards: [{ id: 7 }] }) } })
    expect(await client.call('library.cards', { ids: [7, 8] })).toEqual({ cards: [{ id: 7 }] })
    expect(engine.calls).toEqual([{ name: 'library.cards', params: { ids: [7, 8] } }])
  })

  it('carries packed ids as raw bytes, and as numbers again on the other side', async () => {
    const ids = Int32Array.from({ length: 100_001 }, (_, index) => index * 7 - 3)
    const { client } = connect({ methods: { 'library.ids': () => ({ catalogRevision: 3, total: 5, ids }) } })
    const answer = await client.call('library.ids', { filter: {} })
    expect(answer.ids).toBeInstanceOf(Int32Array)
    expect(answer).toEqual({ catalogRevision: 3, total: 5, ids })
  })

  it('carries an empty wall and a part of a larger array', async () => {
    const part = Int32Array.of(1, 2, 3, 4).subarray(1, 3)
    const answers = [new Int32Array(0), part]
    const { client } = connect({
      methods: { 'library.ids': () => ({ catalogRevision: 1, total: 0, ids: answers.shift() }) },
    })
    expect((await client.call('library.ids', { filter: {} })).ids).toEqual(new Int32Array(0))
    expect((await client.call('library.ids', { filter: {} })).ids).toEqual(Int32Array.of(2, 3))
  })

  it('brings a refusal back as it was thrown', async () => {
    const { client } = connect({
      methods: {
        'labels.set': () => {
          throw new AppError('labels/stale', 'Alien', { revision: 4 })
        },
      },
    })
    const call = client.call('labels.set', { posterId: 1, genre: 'Horror', verdict: 'no', revision: 3 })
    await expect(call).rejects.toMatchObject({ code: 'labels/stale', details: { revision: 4 } })
    await expect(call).rejects.toThrow(/^Alien: This poster was changed/)
  })

  it('hides what broke inside, and tells the log of it', async () => {
    const told: unknown[] = []
    const { client } = connect(
      {
        methods: {
          'app.info': () => {
            throw new Error('SQLITE: secret at /home/x')
          },
          'jobs.list': () => ({ jobs: 1n }),
        },
      },
      { onInternalError: (thrown, method) => told.push([method, String(thrown)]) },
    )
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'internal' })
    await expect(client.call('app.info', {})).rejects.not.toThrow(/secret/)
    expect(told[0]).toEqual(['app.info', 'Error: SQLITE: secret at /home/x'])
    expect(await codeOf(client.call('jobs.list', {}))).toBe('internal')
  })

  it('is refused before it is sent when it is larger than the engine accepts', async () => {
    const { client, engine } = connect()
    const folders = ['x'.repeat(1024 * 1024)]
    expect(await codeOf(client.call('scan.start', { folders }))).toBe('app/too-large')
    expect(engine.calls).toEqual([])
    expect(await codeOf(client.call('app.info', {}))).toBe('answered')
  })
})

describe('cancelling', () => {
  it('rejects at once and reaches the engine as a signal', async () => {
    let told = false
    const { client } = connect({
      methods: {
        'jobs.wait': (_params, signal) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => {
              told = true
              reject(new AppError('app/cancelled'))
            })
          }),
      },
    })
    const source = createCancelSource()
    const call = codeOf(client.call('jobs.wait', { id: 1 }, { signal: source.signal }))
    await settle()
    source.cancel()
    expect(await call).toBe('app/cancelled')
    await settle()
    expect(told).toBe(true)
  })

  it('takes a real AbortSignal, and sends nothing for one raised before', async () => {
    const { client, engine } = connect()
    expect(await codeOf(client.call('app.info', {}, { signal: AbortSignal.abort() }))).toBe('app/cancelled')
    await settle()
    expect(engine.calls).toEqual([])
  })

  it('takes a call out of the queue before it has begun', async () => {
    const { client, engine } = connect(
      { methods: { 'jobs.wait': () => new Promise(() => undefined) } },
      { maxInFlight: 1 },
    )
    void codeOf(client.call('jobs.wait', { id: 1 }))
    const source = createCancelSource()
    const second = codeOf(client.call('app.info', {}, { signal: source.signal }))
    await settle()
    source.cancel()
    expect(await second).toBe('app/cancelled')
    await settle()
    expect(engine.calls.map((call) => call.name)).toEqual(['jobs.wait'])
  })
})

describe('the connection', () => {
  it('ends every pending call when it is lost, and cancels it in the engine', async () => {
    const signals: (boolean | undefined)[] = []
    let read = () => undefined as boolean | undefined
    const { client, engine, serverEnd } = connect({
      methods: {
        'jobs.wait': (_params, signal) => {
          read = () => signal?.aborted
          return new Promise(() => undefined)
        },
      },
    })
    const calls = [codeOf(client.call('jobs.wait', { id: 1 })), codeOf(client.call('jobs.wait', { id: 2 }))]
    await settle()
    signals.push(read())
    expect(engine.subscribers).toBe(1)
    serverEnd.close()
    expect(await Promise.all(calls)).toEqual(['app/disconnected', 'app/disconnected'])
    signals.push(read())
    expect(signals).toEqual([false, true])
    expect(engine.subscribers).toBe(0)
    expect(await codeOf(client.call('app.info', {}))).toBe('app/disconnected')
    expect((await client.closed).code).toBe('app/disconnected')
  })

  it('refuses an engine of another version, and never sends it a call', async () => {
    const [clientEnd, otherEnd] = createTransportPair()
    const received: unknown[] = []
    otherEnd.onFrame((bytes) => {
      received.push(decodeFrame(bytes).header)
      otherEnd.send(encodeFrame({ kind: 'hello', protocol: PROTOCOL_VERSION + 1 }))
    })
    const client = createRpcClient(clientEnd)
    expect(await codeOf(client.call('app.info', {}))).toBe('app/protocol')
    expect((await client.closed).code).toBe('app/protocol')
    expect(received).toEqual([{ kind: 'hello', protocol: PROTOCOL_VERSION }])
    expect(clientEnd.isClosed).toBe(true)
  })

  it('is given up when the other side is no engine at all', async () => {
    for (const nonsense of [encodeFrame(null), encodeFrame('hi'), Uint8Array.of(1, 2, 3)]) {
      const [clientEnd, otherEnd] = createTransportPair()
      otherEnd.onFrame(() => otherEnd.send(nonsense))
      expect(await codeOf(createRpcClient(clientEnd).call('app.info', {}))).toBe('app/protocol')
    }
  })
})

describe('events', () => {
  const job = { id: 4, kind: 'scan' } as never
  const jobAt = (id: number, done: number) => ({ ...(job as object), id, done }) as never

  it('reach every listener until it stops listening', async () => {
    const { client, engine } = connect()
    const seen: unknown[] = []
    const stop = client.on('catalog.changed', (change) => seen.push(change.ids))
    client.on('folders.changed', () => seen.push('folders'))
    await settle()
    engine.emit('catalog.changed', { ids: [1], catalogRevision: 1 })
    engine.emit('folders.changed', {})
    await settle()
    stop()
    engine.emit('catalog.changed', { ids: [2], catalogRevision: 2 })
    await settle()
    expect(seen).toEqual([[1], 'folders'])
  })

  it('are joined while the client is slow: the newest of each job, all ids once', async () => {
    const { client, engine, serverEnd } = connect({}, { slowBacklogBytes: 0 })
    const seen: unknown[] = []
    client.on('job.changed', ({ id, done }) => seen.push(`job ${id} at ${done}`))
    client.on('catalog.changed', (change) => seen.push(change))
    await settle()
    serverEnd.shut()
    engine.emit('job.changed', jobAt(1, 0))
    for (let done = 1; done <= 1000; done += 1) {
      engine.emit('job.changed', jobAt(1, done))
      engine.emit('job.changed', jobAt(2, done * 2))
      engine.emit('catalog.changed', { ids: [done % 5], catalogRevision: done })
    }
    expect(serverEnd.backlogBytes?.()).toBeLessThan(1000)
    serverEnd.open()
    await settle()
    expect(seen).toEqual([
      'job 1 at 0',
      'job 1 at 1000',
      'job 2 at 2000',
      { ids: [1, 2, 3, 4, 0], catalogRevision: 1000 },
    ])
  })

  it('say "refetch" when more than 500 posters changed, and stay so', async () => {
    const { client, engine, serverEnd } = connect({}, { slowBacklogBytes: 0 })
    const seen: unknown[] = []
    client.on('catalog.changed', (change) => seen.push(change))
    await settle()
    serverEnd.shut()
    engine.emit('folders.changed', {})
    for (let id = 1; id <= 501; id += 1) engine.emit('catalog.changed', { ids: [id], catalogRevision: id })
    engine.emit('catalog.changed', { ids: [9], catalogRevision: 502 })
    serverEnd.open()
    await settle()
    expect(seen).toEqual([{ ids: null, catalogRevision: 502 }])
  })

  it('are kept up to a bound', async () => {
    const { client, engine, serverEnd } = connect({}, { slowBacklogBytes: 0, maxQueuedEvents: 3 })
    const seen: number[] = []
    client.on('job.changed', ({ id }) => seen.push(id))
    await settle()
    serverEnd.shut()
    engine.emit('folders.changed', {})
    for (let id = 1; id <= 10; id += 1) engine.emit('job.changed', jobAt(id, 0))
    serverEnd.open()
    await settle()
    expect(seen).toEqual([8, 9, 10])
  })
})

import { describe, expect, it } from 'vitest'
import type { ServeOptions } from '#shared/rpc/serve.ts'
import { serveRpc } from '#shared/rpc/serve.ts'
import { PROTOCOL_VERSION } from '#shared/rpc/protocol.ts'
import { decodeFrame, encodeFrame } from '#shared/util/frames.ts'
import type { FakeEngineOptions } from '../helpers/fake-engine.ts'
import { createFakeEngine } from '../helpers/fake-engine.ts'
import { createTransportPair } from '../helpers/transport-pair.ts'

/*
 * Something that is not our window has got hold of an open connection, or our window has a bug. It sends what
 * it likes: noise, lies about lengths, huge messages, thousands of calls, and never reads what comes back.
 * The engine must answer with a refusal or not at all, keep its memory, and go on serving.
 */

interface Answer {
  kind: string
  id?: number | null
  error?: { code: string; message: string }
}

function intrude(engineOptions: FakeEngineOptions = {}, serveOptions: ServeOptions = {}) {
  const [intruder, served] = createTransportPair()
  const engine = createFakeEngine(engineOptions)
  const answers: Answer[] = []
  intruder.onFrame((bytes) => answers.push(decodeFrame(bytes).header as Answer))
  serveRpc(served, engine, serveOptions)
  return { intruder, served, engine, answers }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
}

const hello = encodeFrame({ kind: 'hello', protocol: PROTOCOL_VERSION })
const info = (id: number) => encodeFrame({ kind: 'call', id, method: 'app.info', params: {} })

const MALFORMED: [string, Uint8Array][] = [
  ['nothing', new Uint8Array(0)],
  ['noise', new Uint8Array(100).fill(0xaa)],
  ['a length that lies', Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 1)],
  ['text instead of a frame', new TextEncoder().encode('{"kind":"call","id":1}')],
  ['null', encodeFrame(null)],
  ['a list', encodeFrame([1, 2])],
  ['an unknown kind', encodeFrame({ kind: 'shutdown' })],
  ['a kind of the engine', encodeFrame({ kind: 'event', name: 'catalog.changed', payload: {} })],
  ['no method', encodeFrame({ kind: 'call', params: {} })],
  ['an id that is no number', encodeFrame({ kind: 'call', id: '1', method: 'app.info', params: {} })],
  ['an id that is too large', encodeFrame({ kind: 'call', id: 2 ** 60, method: 'app.info', params: {} })],
  ['depth', encodeFrameText('['.repeat(100_000) + ']'.repeat(100_000))],
  ['a prototype', encodeFrameText('{"__proto__":{"kind":"call","id":1,"method":"app.info"}}')],
]

function encodeFrameText(json: string): Uint8Array {
  const bytes = new TextEncoder().encode(json)
  const frame = new Uint8Array(8 + bytes.byteLength)
  new DataView(frame.buffer).setUint32(0, bytes.byteLength, true)
  frame.set(bytes, 8)
  return frame
}

describe('malformed messages', () => {
  it.each(MALFORMED)('%s is refused and the next call is answered', async (_what, bytes) => {
    const { intruder, answers } = intrude()
    intruder.send(hello)
    intruder.send(bytes)
    intruder.send(info(1))
    await settle()
    expect(answers[1]).toMatchObject({ kind: 'error', id: null, error: { code: 'app/invalid' } })
    expect(answers[2]).toMatchObject({ kind: 'result', id: 1 })
  })

  it('a call that is wrong only beside its id is refused under that id', async () => {
    const { intruder, answers } = intrude()
    intruder.send(hello)
    intruder.send(encodeFrame({ kind: 'call', id: 9, method: 'app.info', params: {}, sudo: true }))
    intruder.send(encodeFrame({ kind: 'call', id: 10, method: 'x'.repeat(101), params: {} }))
    await settle()
    expect(answers.slice(1)).toMatchObject([
      { kind: 'error', id: 9, error: { code: 'app/invalid' } },
      { kind: 'error', id: 10, error: { code: 'app/invalid' } },
    ])
  })

  it('unknown methods and names of the prototype are no methods', async () => {
    const { intruder, answers } = intrude()
    intruder.send(hello)
    for (const [index, method] of ['app.explode', 'constructor', '__proto__', 'toString', ''].entries()) {
      intruder.send(encodeFrame({ kind: 'call', id: index + 1, method, params: {} }))
    }
    await settle()
    expect(answers.slice(1).map((answer) => answer.error?.code)).toEqual(Array(5).fill('app/unknown-method'))
  })

  it('a message over 1 MiB is refused unread', async () => {
    const { intruder, engine, answers } = intrude()
    intruder.send(hello)
    intruder.send(
      encodeFrame({ kind: 'call', id: 1, method: 'app.info', params: {} }, new Uint8Array(1024 * 1024)),
    )
    await settle()
    expect(answers[1]).toMatchObject({ kind: 'error', id: null, error: { code: 'app/too-large' } })
    expect(engine.calls).toEqual([])
  })

  it('no call is served before the versions are known to agree', async () => {
    const { intruder, engine, answers } = intrude()
    intruder.send(info(1))
    intruder.send(encodeFrame({ kind: 'hello', protocol: PROTOCOL_VERSION + 1 }))
    intruder.send(info(2))
    await settle()
    expect(answers).toMatchObject([
      { kind: 'error', id: 1, error: { code: 'app/protocol' } },
      { kind: 'hello', protocol: PROTOCOL_VERSION },
      { kind: 'error', id: 2, error: { code: 'app/protocol' } },
    ])
    expect(engine.calls).toEqual([])
  })

  it('a call under an id that is in use is refused without answering for the other', async () => {
    const { intruder, answers } = intrude({ methods: { 'app.info': () => new Promise(() => undefined) } })
    intruder.send(hello)
    intruder.send(info(1))
    intruder.send(info(1))
    await settle()
    expect(answers.slice(1)).toMatchObject([{ kind: 'error', id: null, error: { code: 'app/invalid' } }])
  })

  it('cancelling what is not there does nothing', async () => {
    const { intruder, answers } = intrude()
    intruder.send(hello)
    for (const id of [1, 2, 3]) intruder.send(encodeFrame({ kind: 'cancel', id }))
    intruder.send(info(1))
    await settle()
    expect(answers.slice(1)).toMatchObject([{ kind: 'result', id: 1 }])
  })
})

describe('floods', () => {
  it('run a few at a time, wait up to a bound, and are refused beyond it', async () => {
    const finish: (() => void)[] = []
    const { intruder, engine, answers } = intrude(
      { methods: { 'app.info': () => new Promise<void>((resolve) => finish.push(resolve)) } },
      { maxInFlight: 4, maxWaiting: 10 },
    )
    intruder.send(hello)
    for (let id = 1; id <= 1000; id += 1) intruder.send(info(id))
    await settle()
    expect(engine.calls.length).toBe(4)
    const refused = answers.filter((answer) => answer.kind === 'error' && answer.error?.code === 'app/busy')
    expect(refused.length).toBe(1000 - 14)
    while (finish.length > 0) {
      finish.shift()?.()
      await settle()
    }
    expect(answers.filter((answer) => answer.kind === 'result').length).toBe(14)
  })

  it('of large calls wait up to a bound of bytes', async () => {
    const { intruder, answers } = intrude(
      { methods: { 'scan.preview': () => new Promise(() => undefined) } },
      { maxInFlight: 1, maxWaitingBytes: 50_000 },
    )
    intruder.send(hello)
    for (let id = 1; id <= 10; id += 1) {
      const params = { path: `/${'x'.repeat(20_000)}` }
      intruder.send(encodeFrame({ kind: 'call', id, method: 'scan.preview', params }))
    }
    await settle()
    expect(answers.filter((answer) => answer.kind === 'error').length).toBe(7)
  })

  it('start nothing new for a client that does not read', async () => {
    const { intruder, served, engine, answers } = intrude(
      {},
      { slowBacklogBytes: 100, maxInFlight: 1, maxWaiting: 6 },
    )
    intruder.send(hello)
    await settle()
    served.shut()
    for (let id = 1; id <= 6; id += 1) intruder.send(info(id))
    await settle()
    const started = engine.calls.length
    expect(started).toBeLessThan(6)
    served.open()
    await settle()
    expect(answers.filter((answer) => answer.kind === 'result').length).toBe(6)
  })

  it('of noise that is never read about end with the connection', async () => {
    const { intruder, served, engine } = intrude({}, { maxBacklogBytes: 100_000 })
    served.shut()
    for (let turn = 0; turn < 5000 && !served.isClosed; turn += 1) {
      intruder.send(encodeFrame('noise'))
      await Promise.resolve()
    }
    expect(served.isClosed).toBe(true)
    expect(engine.subscribers).toBe(0)
  })
})

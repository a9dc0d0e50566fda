import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Transport } from '#shared/rpc.ts'
import { serveRpc } from '#shared/rpc/serve.ts'
import { createFakeEngine } from '../../tests/helpers/fake-engine.ts'
import { createTransportPair } from '../../tests/helpers/transport-pair.ts'
import type { ConnectionState } from './connection.ts'
import { createConnection } from './connection.ts'
import type { SessionState } from './session.ts'

function setUp() {
  const engine = createFakeEngine({ methods: { 'folders.list': () => ({ roots: [] }) } })
  const states: ConnectionState[] = []
  const opened: Transport[] = []
  const host = { session: 'signed-in' as SessionState }
  const connection = createConnection({
    askSession: () => Promise.resolve(host.session),
    openTransport: () => {
      const [ours, theirs] = createTransportPair()
      serveRpc(theirs, engine)
      opened.push(theirs)
      return Promise.resolve(ours)
    },
    onState: (state) => states.push(state),
  })
  const fall = () => opened.at(-1)?.close()
  return { engine, states, host, connection, fall }
}

/** Lets promises settle and this much time pass. */
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

describe('the connection', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('refuses calls until it is there, then answers them', async () => {
    const { connection, states } = setUp()
    await expect(connection.call('folders.list', {})).rejects.toMatchObject({ code: 'app/disconnected' })
    await pass()
    expect(states).toEqual(['online'])
    await expect(connection.call('folders.list', {})).resolves.toEqual({ roots: [] })
  })

  it('comes back by itself, and whoever listens still hears', async () => {
    const { connection, states, engine, fall } = setUp()
    const heard = vi.fn()
    connection.on('catalog.changed', heard)
    await pass()
    fall()
    await pass()
    expect(states).toEqual(['online', 'offline'])
    await pass(400)
    expect(states).toEqual(['online', 'offline', 'online'])
    await pass()
    engine.emit('catalog.changed', { ids: [1], catalogRevision: 2 })
    await pass()
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('keeps trying while the host is away, at once when it is asked to', async () => {
    const { connection, states, host, fall } = setUp()
    await pass()
    host.session = 'unreachable'
    fall()
    await pass(60_000)
    expect(states.at(-1)).toBe('offline')
    host.session = 'signed-in'
    connection.retry()
    await pass()
    expect(states.at(-1)).toBe('online')
  })

  it('says when another link is needed and does not go on knocking', async () => {
    const { states, host, fall } = setUp()
    await pass()
    host.session = 'signed-out'
    fall()
    await pass(60_000)
    expect(states).toEqual(['online', 'offline', 'signed-out'])
  })
})

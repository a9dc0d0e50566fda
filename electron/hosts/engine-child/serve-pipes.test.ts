import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { createRpcClient } from '#shared/rpc.ts'
import { createFakeEngine } from '../../../tests/helpers/fake-engine.ts'
import { servePipes } from './serve-pipes.ts'
import { pipeTransport } from '#shared/rpc/pipe-transport.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

function spawnLike(openEngine: () => Promise<ReturnType<typeof createFakeEngine>>) {
  const toEngine = new PassThrough()
  const fromEngine = new PassThrough()
  const ended = servePipes({ input: toEngine, output: fromEngine, openEngine, log: quiet })
  const client = createRpcClient(pipeTransport(fromEngine, toEngine, { maxFrameBytes: 64 * 1024 * 1024 }))
  return { client, toEngine, fromEngine, ended }
}

describe('an engine behind two pipes', () => {
  it('answers, and is closed when the other side is gone', async () => {
    const ids = Int32Array.from({ length: 50_000 }, (_, index) => index)
    const engine = createFakeEngine({
      methods: { 'library.ids': () => ({ catalogRevision: 1, total: 1, ids }) },
    })
    const { client, ended } = spawnLike(async () => engine)
    expect((await client.call('library.ids', { filter: {} })).ids).toEqual(ids)
    expect(engine.isClosed).toBe(false)
    client.close()
    await ended
    expect(engine.isClosed).toBe(true)
  })

  it('says why it could not be opened', async () => {
    const { client, ended } = spawnLike(async () => {
      throw new AppError('catalog/busy')
    })
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'catalog/busy' })
    client.close()
    await ended
  })

  it('ends with its pipes, not before, when what comes in is no frame at all', async () => {
    const engine = createFakeEngine()
    const { client, toEngine, ended } = spawnLike(async () => engine)
    toEngine.write(new Uint8Array(64).fill(255))
    await ended
    expect(engine.isClosed).toBe(true)
    expect((await client.closed).code).toBe('app/disconnected')
  })
})

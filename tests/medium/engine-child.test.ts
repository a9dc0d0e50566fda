import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createRpcClient } from '#shared/rpc.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import { PROTOCOL_VERSION } from '#shared/rpc/protocol.ts'
import { pipeTransport } from '#shared/rpc/pipe-transport.ts'
import { testEngine } from '../helpers/engine.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const CHILD = fileURLToPath(new URL('../../electron/hosts/engine-child.ts', import.meta.url))
const MAX_FRAME_BYTES = 64 * 1024 * 1024

/** The engine as the desktop's shell starts it, and a client that speaks to it over its pipes. */
function startChild(catalogPath: string) {
  const child: ChildProcess = spawn(process.execPath, [CHILD, '--catalog', catalogPath], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const client = createRpcClient(
    pipeTransport(child.stdio[4] as Readable, child.stdio[3] as Writable, { maxFrameBytes: MAX_FRAME_BYTES }),
  )
  return { child, client, ended }
}

describe('the engine in a process of its own', () => {
  it('answers, scans, tells how far it is, and ends with its pipes', async () => {
    const catalogPath = join(temporaryFolder(), 'catalog.db')
    const folder = temporaryFolder()
    await drawPosters(folder, 12)
    const { client, ended } = startChild(catalogPath)
    expect(await client.call('app.info', {})).toMatchObject({
      protocol: PROTOCOL_VERSION,
      catalogPath,
      readOnly: false,
      posters: 0,
    })
    const told: JobInfo[] = []
    client.on('job.changed', (job) => told.push(job))
    const started = await client.call('scan.start', { folders: [folder] })
    const job = await client.call('jobs.wait', { id: started.id })
    expect(job).toMatchObject({ state: 'done', result: { added: 12, predicted: 12 } })
    await expect.poll(() => told.at(-1)?.state).toBe('done')
    expect(told.every((each) => each.id === started.id)).toBe(true)
    expect(told.map((each) => each.state)).toContain('running')
    const { ids } = await client.call('library.ids', { filter: {} })
    expect(ids).toHaveLength(12)
    client.close()
    expect(await ended).toBe(0)
    // It let go of the catalog.
    expect(await (await testEngine({ catalogPath })).call('app.info', {})).toMatchObject({ posters: 12 })
  })

  it('ends when the shell dies in the middle of a scan, and keeps what was done', async () => {
    const catalogPath = join(temporaryFolder(), 'catalog.db')
    const folder = temporaryFolder()
    await drawPosters(folder, 60)
    const { client, ended } = startChild(catalogPath)
    await client.call('scan.start', { folders: [folder] })
    await new Promise<void>((resolve) => {
      client.on('job.changed', (job) => {
        if (job.phase === 'reading') resolve()
      })
    })
    client.close()
    expect(await ended).toBe(0)
    const engine = await testEngine({ catalogPath })
    expect(await engine.call('app.info', {})).toMatchObject({ posters: 60 })
    const [job] = (await engine.call('jobs.list', {})).jobs
    expect(job?.state).not.toBe('running')
  })

  it('outlives Ctrl+C in the terminal: the shell decides when it ends', async () => {
    const { child, client, ended } = startChild(join(temporaryFolder(), 'catalog.db'))
    await client.call('app.info', {})
    child.kill('SIGINT')
    expect(await client.call('app.info', {})).toMatchObject({ posters: 0 })
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect((await client.closed).code).toBe('app/disconnected')
  })

  it('says why a catalog could not be opened', async () => {
    const catalogPath = join(temporaryFolder(), 'catalog.db')
    await testEngine({ catalogPath })
    const { client, ended } = startChild(catalogPath)
    await expect(client.call('app.info', {})).rejects.toMatchObject({ code: 'catalog/busy' })
    client.close()
    expect(await ended).toBe(0)
  })
})

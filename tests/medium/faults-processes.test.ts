import { spawn } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { ScanReport } from '#shared/contract/scan.ts'
import type { RpcClient } from '#shared/rpc.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { drawPosters, posterBytes, writeOld } from '../helpers/pictures.ts'
import { descendantsOf, isRunning, superviseChild } from '../helpers/supervised-engine.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** Settles when a scan has read some pictures and has more to read. */
function amidReading(client: RpcClient): Promise<JobInfo> {
  return new Promise((resolve) => {
    client.on('job.changed', (job) => {
      if (job.phase === 'reading' && job.done > 0 && job.done < (job.total ?? 0)) resolve(job)
    })
  })
}

async function ended(client: RpcClient): Promise<JobInfo> {
  const [job] = (await client.call('jobs.list', {})).jobs
  return client.call('jobs.wait', { id: job?.id ?? 0 })
}

describe('an engine that dies (45)', () => {
  it('is replaced, goes on where it stopped without doing work twice, and has every verdict', async () => {
    const catalogPath = join(temporaryFolder(), 'catalog.db')
    const folder = temporaryFolder()
    const names = await drawPosters(folder, 160)
    const engine = superviseChild(catalogPath)
    const client = engine.client()
    await client.call('scan.start', { folders: [folder] })
    await amidReading(client)
    const [first] = (await client.call('library.list', { filter: { status: 'all' }, limit: 1 })).items
    await client.call('labels.set', { posterId: first?.id ?? 0, genre: 'War', verdict: 'yes' })
    const next = engine.next()
    engine.child().kill('SIGKILL')
    expect(await next).toEqual({ safeMode: false, resume: true })
    const job = await ended(engine.client())
    expect(job.state).toBe('done')
    const report = job.result as ScanReport
    expect(report).toMatchObject({ found: 160, unchanged: 160, quarantined: [], missing: 0 })
    // What the dead one had finished was not done again.
    expect(report.predicted).toBeGreaterThan(0)
    expect(report.predicted).toBeLessThan(160)
    const { items } = await engine.client().call('library.list', { filter: { status: 'all' }, limit: 1_000 })
    expect(items).toHaveLength(names.length)
    expect(items.find((item) => item.id === first?.id)?.verdicts).toEqual({ War: 'yes' })
    expect(items.every((item) => item.genres.length === 20)).toBe(true)
  })

  it('three times in a minute goes on in safe mode: everything works but predicting (46)', async () => {
    const folder = temporaryFolder()
    await drawPosters(folder, 5)
    const engine = superviseChild(join(temporaryFolder(), 'catalog.db'))
    for (let death = 1; death <= 3; death++) {
      await engine.client().call('app.info', {})
      const next = engine.next()
      engine.child().kill('SIGKILL')
      expect((await next).safeMode).toBe(death === 3)
    }
    const client = engine.client()
    const info = await client.call('app.info', {})
    expect(info).toMatchObject({ safeMode: true, readOnly: false, troubles: [{ code: 'model/safe-mode' }] })
    const { id } = await client.call('scan.start', { folders: [folder] })
    expect(await client.call('jobs.wait', { id })).toMatchObject({
      state: 'done',
      result: { added: 5, predicted: 0, model: null },
    })
    const [poster] = (await client.call('library.list', { filter: {}, limit: 1 })).items
    await client.call('labels.set', { posterId: poster?.id ?? 0, genre: 'War', verdict: 'yes' })
  })

  it('takes its picture worker with it', async () => {
    const folder = temporaryFolder()
    await drawPosters(folder, 100)
    const engine = superviseChild(join(temporaryFolder(), 'catalog.db'))
    await engine.client().call('scan.start', { folders: [folder] })
    await amidReading(engine.client())
    const workers = descendantsOf(engine.child().pid ?? 0)
    expect(workers.length).toBeGreaterThan(0)
    engine.child().kill('SIGKILL')
    await expect.poll(() => workers.filter(isRunning)).toEqual([])
  })
})

describe('an engine that hangs (47)', () => {
  it('is ended and replaced', async () => {
    const engine = superviseChild(join(temporaryFolder(), 'catalog.db'), { beatLimitMs: 5_000 })
    await engine.client().call('app.info', {})
    const hung = engine.child()
    const next = engine.next()
    hung.kill('SIGSTOP')
    await next
    expect(engine.child().pid).not.toBe(hung.pid)
    expect(await engine.client().call('app.info', {})).toMatchObject({ readOnly: false })
  })

  it('is told apart from one at work: the beat says how long its main thread stood still, and why', async () => {
    const module = new URL('../../electron/engine/platform/heartbeat.ts', import.meta.url).href
    const program = `
      const { startHeartbeat } = await import(${JSON.stringify(module)})
      const heartbeat = startHeartbeat(3)
      const block = (ms) => { const end = Date.now() + ms; while (Date.now() < end); }
      await new Promise((resolve) => setTimeout(resolve, 700))
      block(1500)
      await new Promise((resolve) => setTimeout(resolve, 300))
      await heartbeat.during(async () => block(1500))
      process.exit()`
    const file = join(temporaryFolder(), 'program.mjs')
    writeFileSync(file, program)
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] })
    onTestFinished(() => void child.kill('SIGKILL'))
    const beats: { idleMs: number; excused: boolean }[] = []
    for await (const line of createInterface({ input: child.stdio[3] as Readable })) {
      beats.push(JSON.parse(line) as (typeof beats)[number])
    }
    expect(beats.some((beat) => beat.idleMs >= 800 && !beat.excused)).toBe(true)
    expect(beats.some((beat) => beat.idleMs >= 800 && beat.excused)).toBe(true)
    expect(beats.some((beat) => beat.idleMs < 600)).toBe(true)
  })
})

describe('quitting in a scan (50)', () => {
  it('ends the engine, and the scan goes on where it stopped at the next start', async () => {
    const catalogPath = join(temporaryFolder(), 'catalog.db')
    const folder = temporaryFolder()
    await drawPosters(folder, 160)
    const first = superviseChild(catalogPath)
    await first.client().call('scan.start', { folders: [folder] })
    await amidReading(first.client())
    const ending = first.child()
    await first.supervisor.stop()
    expect(ending.signalCode).toBeNull()
    expect(ending.exitCode).toBe(0)
    const engine = await testEngine({ catalogPath })
    const [job] = (await engine.call('jobs.list', {})).jobs
    expect(job?.state).toBe('interrupted')
    await engine.call('jobs.resume', { id: job?.id ?? 0 })
    const done = await engine.call('jobs.wait', { id: job?.id ?? 0 })
    expect(done).toMatchObject({ state: 'done', result: { found: 160 } })
    expect((done.result as ScanReport).predicted).toBeLessThan(160)
  })
})

describe('a picture that crashes its reader (30, 31)', () => {
  it('is set aside alone, and its bytes are never tried again under any name', async () => {
    const [data, folder] = [temporaryFolder(), temporaryFolder()]
    const catalogPath = join(data, 'catalog.db')
    await drawPosters(folder, 6)
    writeOld(join(folder, 'culprit.jpg'), await posterBytes(900))
    process.env['ONESHEET_TEST_PICTURE_FAULT'] = 'crash:culprit'
    onTestFinished(() => {
      delete process.env['ONESHEET_TEST_PICTURE_FAULT']
    })
    const first = await openEngine({ catalogPath })
    const report = await scan(first, [folder])
    await first.close()
    expect(report).toMatchObject({ predicted: 6, quarantined: [{ code: 'picture/crashed', new: true }] })
    delete process.env['ONESHEET_TEST_PICTURE_FAULT']
    // The decoder would read it now; it is not asked to.
    copyFileSync(join(folder, 'culprit.jpg'), join(folder, 'innocent name.jpg'))
    const engine = await testEngine({ catalogPath })
    const again = await scan(engine, [])
    expect(again.quarantined.map(({ code, new: isNew }) => [code, isNew])).toEqual([
      ['picture/crashed', false],
      ['picture/crashed', true],
    ])
    writeOld(join(folder, 'culprit.jpg'), await posterBytes(901))
    expect(await scan(engine, [])).toMatchObject({ predicted: 1, quarantined: [{ new: false }] })
    expect((await posterAt(engine, 'culprit.jpg')).status).not.toBe('quarantined')
    expect(await listAll(engine)).toHaveLength(8)
  })
})

describe('a clock that jumps (69)', () => {
  it('in mid-scan spoils neither durations nor the verdicts’ order', async () => {
    const folder = temporaryFolder()
    await drawPosters(folder, 3)
    let wall = Date.UTC(2026, 10, 24)
    const engine = await testEngine({
      clock: { now: () => (wall -= 3_600_000), monotonicMs: () => performance.now() },
    })
    const report = await scan(engine, [folder])
    expect(report.seconds).toBeGreaterThan(0)
    expect(report.seconds).toBeLessThan(60)
    const [poster] = await listAll(engine)
    const posterId = poster?.id ?? 0
    await engine.call('labels.set', { posterId, genre: 'War', verdict: 'yes' })
    await engine.call('labels.set', { posterId, genre: 'War', verdict: 'no' })
    expect((await listAll(engine))[0]?.verdicts).toEqual({ War: 'no' })
    await engine.call('labels.undo', {})
    expect((await listAll(engine))[0]?.verdicts).toEqual({ War: 'yes' })
    wall = Date.UTC(2036, 0, 1)
    expect(await scan(engine, [])).toMatchObject({ unchanged: 3, missing: 0 })
  })
})

import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { EngineApi, MethodParams } from '#shared/contract/contract.ts'
import { openEngine } from '#engine/app/engine.ts'
import { packIds } from '#shared/util/packed-ids.ts'
import { drawCatalog } from '../../bench/support/drawn-catalog.ts'
import { testEngine } from '../helpers/engine.ts'
import { superviseChild } from '../helpers/supervised-engine.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const COUNT = 6_000
const PER_TRANSACTION = 500
/** None of a catalog that was drawn has a verdict on it by itself more often than one in four hundred. */
const WAR = [{ genre: 'War' as const, verdict: 'yes' as const }]

function drawn(count = COUNT): string {
  const path = join(temporaryFolder(), 'catalog.db')
  drawCatalog(path, count)
  return path
}

const ids = (count = COUNT) => packIds(Array.from({ length: count }, (_, at) => at + 1))

/** Every word of a person, as text. */
function saidIn(path: string): string {
  const db = new Database(path, { readonly: true })
  const rows = db.prepare('SELECT * FROM verdict ORDER BY poster_id, genre').all()
  db.close()
  return JSON.stringify(rows)
}

function changesOf(path: string): { acts: number; posters: number; latest: number } {
  const db = new Database(path, { readonly: true })
  const row = db
    .prepare(
      'SELECT count(DISTINCT act_id) AS acts, count(*) AS posters, max(poster_id) AS latest FROM act_change',
    )
    .get() as { acts: number; posters: number; latest: number }
  db.close()
  return row
}

async function start(engine: EngineApi, params: Partial<MethodParams<'labels.bulk'>> = {}): Promise<JobInfo> {
  return engine.call('labels.bulk', { ids: ids(), changes: WAR, ...params })
}

/** Settles when some transactions are written and some are not. */
function amid(engine: EngineApi): Promise<JobInfo> {
  return new Promise((resolve) => {
    engine.on('job.changed', (job) => {
      if (job.state === 'running' && job.done > 0 && job.done < COUNT) resolve(job)
    })
  })
}

describe('verdicts on many posters', () => {
  it('are one act, which one undo takes back and one redo gives again', async () => {
    const path = drawn()
    const engine = await testEngine({ catalogPath: path })
    const before = saidIn(path)
    const named: (number | null)[] = []
    engine.on('catalog.changed', (change) => named.push(change.ids?.length ?? null))
    const started = await start(engine)
    expect(started).toMatchObject({
      kind: 'bulk-labels',
      title: `War yes on ${COUNT} posters`,
      subject: '6000',
    })
    const job = await engine.call('jobs.wait', { id: started.id })
    const { changed } = job.result as { changed: number }
    expect(job).toMatchObject({ state: 'done', done: COUNT, result: { asked: COUNT, skipped: 0 } })
    // A page hears of each by name, in as many pieces as there were transactions.
    expect(named).not.toContain(null)
    expect(named.reduce((sum: number, count) => sum + (count ?? 0), 0)).toBe(changed)
    const { ids: wars } = await engine.call('library.ids', { filter: { genres: ['War'] } })
    expect(wars).toHaveLength(COUNT)
    const after = saidIn(path)
    expect((await engine.call('labels.state', {})).canUndo).toBe(`War yes on ${changed} posters`)
    await engine.call('labels.undo', {})
    expect(saidIn(path)).toBe(before)
    expect((await engine.call('labels.state', {})).canUndo).toBeNull()
    await engine.call('labels.redo', {})
    expect(saidIn(path)).toBe(after)
  })

  it('leave alone what is said meanwhile, and posters that are gone', async () => {
    const path = drawn()
    const engine = await testEngine({ catalogPath: path })
    const last = COUNT - 1
    const reached = amid(engine)
    const { id } = await start(engine, {
      ids: packIds([...Array(COUNT).keys(), COUNT + 7].filter((at) => at > 0)),
    })
    await reached
    await engine.call('labels.set', { posterId: last, genre: 'War', verdict: 'no' })
    await expect(engine.call('labels.undo', {})).rejects.toMatchObject({ code: 'labels/busy' })
    await expect(engine.call('labels.redo', {})).rejects.toMatchObject({ code: 'labels/busy' })
    const job = await engine.call('jobs.wait', { id })
    expect(job.result).toMatchObject({ asked: COUNT, skipped: 2 })
    const war = async () =>
      (await engine.call('poster.get', { id: last })).genres.find(({ name }) => name === 'War')?.verdict
    expect(await war()).toBe('no')
    expect((await engine.call('labels.undo', {})).summary).toBe('War no')
    expect((await engine.call('labels.undo', {})).summary).toMatch(/^War yes on \d+ posters$/)
    expect(await war()).toBeNull()
  })

  it('stopped in the middle are what was done until then, as one act', async () => {
    const path = drawn()
    const engine = await testEngine({ catalogPath: path })
    const before = saidIn(path)
    const reached = amid(engine)
    const { id } = await start(engine)
    await reached
    const job = await engine.call('jobs.cancel', { id })
    expect(job.state).toBe('cancelled')
    expect(job.done % PER_TRANSACTION).toBe(0)
    expect(changesOf(path)).toMatchObject({ acts: 1, posters: (job.result as { changed: number }).changed })
    await engine.call('labels.undo', {})
    expect(saidIn(path)).toBe(before)
  })

  it('wait while they are paused, also over a restart, and go on as the same act', async () => {
    const path = drawn()
    const before = saidIn(path)
    const first = await openEngine({ catalogPath: path })
    const reached = amid(first)
    const { id } = await start(first)
    await reached
    const paused = await first.call('jobs.pause', { id })
    expect(paused).toMatchObject({ state: 'interrupted', phase: 'paused', subject: '6000' })
    expect(paused.done).toBeLessThan(COUNT)
    await first.close()
    const second: Engine = await testEngine({ catalogPath: path, resumeJobs: true })
    expect((await second.call('jobs.list', {})).jobs).toMatchObject([
      { id, state: 'interrupted', phase: 'paused', done: paused.done },
    ])
    await second.call('jobs.resume', { id })
    const job = await second.call('jobs.wait', { id })
    expect(job).toMatchObject({ state: 'done', done: COUNT, result: { asked: COUNT, skipped: 0 } })
    expect(changesOf(path)).toMatchObject({ acts: 1, posters: (job.result as { changed: number }).changed })
    await second.call('labels.undo', {})
    expect(saidIn(path)).toBe(before)
  })

  it('go on as an act of their own after something else was said', async () => {
    const path = drawn()
    const engine = await testEngine({ catalogPath: path })
    const reached = amid(engine)
    const { id } = await start(engine)
    await reached
    await engine.call('jobs.pause', { id })
    await engine.call('labels.set', { posterId: COUNT, genre: 'Drama', verdict: 'yes' })
    await engine.call('jobs.resume', { id })
    await engine.call('jobs.wait', { id })
    expect((await engine.call('labels.undo', {})).summary).toMatch(/^War yes on/)
    expect((await engine.call('labels.undo', {})).summary).toBe('Drama yes')
    expect((await engine.call('labels.undo', {})).summary).toMatch(/^War yes on/)
    expect((await engine.call('labels.undo', {})).summary).toBeNull()
  })

  it('can be given up while they are paused', async () => {
    const engine = await testEngine({ catalogPath: drawn() })
    const reached = amid(engine)
    const { id } = await start(engine)
    await reached
    await engine.call('jobs.pause', { id })
    expect(await engine.call('jobs.cancel', { id })).toMatchObject({ state: 'cancelled', phase: null })
    expect((await engine.call('labels.undo', {})).summary).toMatch(/^War yes on/)
  })

  it('are refused where the ids cannot be read or nothing is said', async () => {
    const engine = await testEngine()
    const bad = start(engine, { ids: 'A' })
    await expect(bad).rejects.toMatchObject({ code: 'app/invalid', details: { field: 'ids' } })
    const empty = start(engine, { changes: [] })
    await expect(empty).rejects.toMatchObject({ code: 'app/invalid', details: { field: 'changes' } })
  })

  it('survive a kill: what was written is in the act, as much as the job says, and one undo takes back all', async () => {
    const path = drawn()
    const before = saidIn(path)
    const engine = superviseChild(path)
    const reached = amid(engine.client())
    await start(engine.client())
    await reached
    const next = engine.next()
    engine.child().kill('SIGKILL')
    await next
    // The next engine resumes it by itself.
    const [job] = (await engine.client().call('jobs.list', {})).jobs
    const ended = await engine.client().call('jobs.wait', { id: job?.id ?? 0 })
    expect(ended).toMatchObject({ state: 'done', done: COUNT, result: { asked: COUNT, skipped: 0 } })
    expect(changesOf(path)).toMatchObject({ acts: 1, posters: (ended.result as { changed: number }).changed })
    await engine.client().call('labels.undo', {})
    expect(saidIn(path)).toBe(before)
  })

  it('killed and not resumed, say how far they came', async () => {
    const path = drawn()
    const before = saidIn(path)
    const dying = superviseChild(path, { delaysMs: [60_000] })
    const reached = amid(dying.client())
    await start(dying.client())
    await reached
    const exited = new Promise((resolve) => dying.child().once('exit', resolve))
    dying.child().kill('SIGKILL')
    await exited
    const engine = await testEngine({ catalogPath: path })
    const [job] = (await engine.call('jobs.list', {})).jobs
    expect(job?.state).toBe('interrupted')
    expect(job?.done).toBeGreaterThan(0)
    const { acts, latest } = changesOf(path)
    expect(acts).toBe(1)
    expect(latest).toBeLessThanOrEqual(job?.done ?? 0)
    expect(latest).toBeGreaterThan((job?.done ?? 0) - 10)
    await engine.call('labels.undo', {})
    expect(saidIn(path)).toBe(before)
  })
})

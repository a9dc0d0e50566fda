import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import { openCatalogModels } from '#engine/app/catalog-models.ts'
import { openEngine } from '#engine/app/engine.ts'
import { useModelJob } from '#engine/app/use-model-job.ts'
import { openStore } from '#engine/catalog/open-store.ts'
import type { Clock } from '#engine/platform/clock.ts'
import { systemClock } from '#engine/platform/clock.ts'
import { silentLog } from '#engine/platform/log.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import { BUNDLED } from '../helpers/bundled-model.ts'
import { drawnModels } from '../helpers/drawn-world.ts'
import { answerAll, callsMoreThriller, drawnCatalog, ended, teach } from '../helpers/drawn-catalog.ts'
import { killedWhile } from '../helpers/doomed-teaching.ts'
import { testEngine } from '../helpers/engine.ts'
import { canMount, smallDisk } from '../helpers/mounts.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

/** More than one transaction of scoring anew holds. */
const FILMS = 1_200
const ANSWERED = 160
const IN_ONE_TRANSACTION = 1_000
const ROOMY_KILOBYTES = 64 * 1024
const [BEFORE, AFTER] = [BUNDLED, `${BUNDLED}.2`]

/** What a person made, and all that a teaching may not touch before it is used. */
const KEPT = ['verdict', 'act', 'act_change', 'review', 'poster', 'teaching', 'taught_head', 'model_version']

interface Kept {
  tables: Record<string, unknown[]>
  inUse: unknown
  /** By the model. */
  predictions: Record<string, unknown[]>
}

/** Reads what a catalog holds, and that it is sound. */
function keptIn(path: string): Kept {
  const db = new Database(path, { readonly: true })
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
    const predictions = (model: string) =>
      db
        .prepare(
          'SELECT poster_id, hex(probabilities), told, titled FROM prediction WHERE model_id = ? ORDER BY 1',
        )
        .raw()
        .all(model)
    return {
      tables: Object.fromEntries(KEPT.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()])),
      inUse: db.prepare(`SELECT value FROM meta WHERE key = 'model_in_use'`).pluck().get(),
      predictions: { [BEFORE]: predictions(BEFORE), [AFTER]: predictions(AFTER) },
    }
  } finally {
    db.close()
  }
}

async function useOffer(engine: Engine): Promise<void> {
  const { offer } = await engine.call('teach.state', {})
  await ended(engine, engine.call('teach.use', { teaching: offer?.id ?? 0 }))
}

/** A catalog with verdicts to learn from, with what was learned on offer, and with it in use. */
type Stage = 'said' | 'offered' | 'used'
const FILES = ['catalog.db', 'cache.db']

/** Has a closed catalog at each stage, in a folder of its name. */
let folder: string
let modelsFolder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'onesheet-taught-'))
  modelsFolder = drawnModels(join(folder, 'models'))
  const here = await drawnCatalog(FILMS, folder, modelsFolder)
  const session = async (stage: Stage, work: (engine: Engine) => Promise<unknown>) => {
    const engine = await openEngine({ catalogPath: here.path, modelsFolder })
    await work(engine)
    await engine.close()
    copyFiles(folder, join(folder, stage))
  }
  await session('said', (engine) => answerAll({ ...here, engine }, ANSWERED, callsMoreThriller))
  await session('offered', teach)
  await session('used', useOffer)
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function copyFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const name of FILES) copyFileSync(join(from, name), join(to, name))
}

/** A catalog of the test's own at one of the stages. */
function catalogAt(stage: Stage, into = temporaryFolder()): string {
  copyFiles(join(folder, stage), into)
  return join(into, 'catalog.db')
}

/** What everything must come to in the end. */
const keptWhereUsed = () => keptIn(join(folder, 'used', 'catalog.db'))

describe('teaching that is killed (58)', () => {
  it.each([
    ['its verdicts are collected', 'training/teach/taught-posters.ts#taughtPosters#1'],
    ['it fits', 'training/teach/map-logistic.ts#fitMap#3'],
    ['it is judged', 'training/teach/judge.ts#judge#1'],
    ['what would change is counted', 'app/teach-changes.ts#changedPosters#1'],
    ['it is stored', 'catalog/queries/model-versions.ts#putTaughtHead#1'],
  ])(
    'while %s has changed nothing, and goes on',
    async (_, at) => {
      const path = catalogAt('said')
      const before = keptIn(path)
      await killedWhile('teach', { path, modelsFolder }, at)
      const engine = await testEngine({ catalogPath: path, modelsFolder })
      expect(await engine.call('app.info', {})).toMatchObject({
        model: BEFORE,
        troubles: [],
        readOnly: false,
      })
      expect(keptIn(path)).toEqual(before)

      const [job] = (await engine.call('jobs.list', {})).jobs
      expect(job).toMatchObject({ kind: 'teach', state: 'interrupted' })
      const again = await ended(engine, engine.call('jobs.resume', { id: job?.id ?? 0 }))
      expect(again).toMatchObject({ state: 'done', result: { outcome: 'better', state: 'offered' } })
      await useOffer(engine)
      const after = keptIn(path)
      expect(after.tables['verdict']).toEqual(before.tables['verdict'])
      expect(after.predictions).toEqual(keptWhereUsed().predictions)
    },
    60_000,
  )

  it('when it is stored has its offer, and what goes on has no new films to judge by', async () => {
    const path = catalogAt('said')
    const before = keptIn(path)
    await killedWhile('teach', { path, modelsFolder }, 'catalog/queries/teachings.ts#teachingById#1')
    const engine = await testEngine({ catalogPath: path, modelsFolder })
    const { tables, predictions, inUse } = keptIn(path)
    expect(tables['verdict']).toEqual(before.tables['verdict'])
    expect([predictions, inUse]).toEqual([before.predictions, before.inUse])
    const { offer } = await engine.call('teach.state', {})
    expect(offer).toMatchObject({ outcome: 'better', taught: { model: AFTER } })
    const [job] = (await engine.call('jobs.list', {})).jobs
    const again = await ended(engine, engine.call('jobs.resume', { id: job?.id ?? 0 }))
    expect(again.result).toMatchObject({ outcome: 'not-enough', reason: 'few-new-films' })
    await useOffer(engine)
    expect(keptIn(path).predictions).toEqual(keptWhereUsed().predictions)
  })

  it.each([
    ['the first posters are scored anew', 'catalog/queries/predictions.ts#putPrediction#500', 0],
    ['more of them are', 'catalog/queries/predictions.ts#putPrediction#1100', IN_ONE_TRANSACTION],
    ['it is taken into use', 'catalog/queries/predictions.ts#keepPredictionsOf#1', FILMS],
  ])('while %s leaves the model in use as it was, and goes on', async (_, at, scored) => {
    const path = catalogAt('offered')
    const before = keptIn(path)
    await killedWhile('use', { path, modelsFolder }, at)
    const engine = await testEngine({ catalogPath: path, modelsFolder })
    expect(await engine.call('app.info', {})).toMatchObject({ model: BEFORE, troubles: [] })
    const killed = keptIn(path)
    expect(killed).toMatchObject({ tables: before.tables, inUse: before.inUse })
    expect(killed.predictions[BEFORE]).toEqual(before.predictions[BEFORE])
    expect(killed.predictions[AFTER]).toHaveLength(scored)

    const [job] = (await engine.call('jobs.list', {})).jobs
    expect(job).toMatchObject({ kind: 'use-model', state: 'interrupted' })
    await ended(engine, engine.call('jobs.resume', { id: job?.id ?? 0 }))
    const used = keptWhereUsed()
    expect(keptIn(path)).toMatchObject({ inUse: AFTER, predictions: used.predictions })
    expect(await teach(engine)).toMatchObject({ outcome: 'not-enough', reason: 'few-new-films' })
    await ended(engine, engine.call('models.rollback', {}))
    expect(keptIn(path).predictions[BEFORE]).toEqual(before.predictions[BEFORE])
    expect(keptIn(path).tables['verdict']).toEqual(before.tables['verdict'])
  })

  it('when it was taken into use is wholly in use', async () => {
    const path = catalogAt('offered')
    const before = keptIn(path)
    await killedWhile('use', { path, modelsFolder }, 'catalog/load-columns.ts#loadColumns#1')
    const engine = await testEngine({ catalogPath: path, modelsFolder })
    expect(await engine.call('app.info', {})).toMatchObject({ model: AFTER, troubles: [] })
    const killed = keptIn(path)
    const used = keptWhereUsed()
    expect(killed).toMatchObject({ inUse: AFTER, predictions: used.predictions })
    expect(killed.tables['verdict']).toEqual(before.tables['verdict'])
    // What was to be done is done, and once more is none the worse.
    const [job] = (await engine.call('jobs.list', {})).jobs
    await ended(engine, engine.call('jobs.resume', { id: job?.id ?? 0 }))
    expect(keptIn(path)).toEqual(killed)
    expect(await teach(engine)).toMatchObject({ outcome: 'not-enough', reason: 'few-new-films' })
  })
})

describe('a disk that is full while a model is taught or taken into use (33)', () => {
  it.skipIf(!canMount).each<[string, 'said' | 'offered', number, (job: JobInfo) => boolean]>([
    ['what was learned is stored', 'said', 0, ({ phase }) => phase === 'comparing'],
    [
      'posters are scored anew',
      'offered',
      0,
      ({ kind, state }) => kind === 'use-model' && state === 'running',
    ],
    [
      'the model is taken into use',
      'offered',
      FILMS,
      ({ phase, done, total }) => phase === 'scoring' && done === total,
    ],
  ])(
    'when %s leaves the model in use as it was, and room lets it go on',
    async (_, stage, scored, isFull) => {
      const disk = smallDisk(ROOMY_KILOBYTES)
      const path = catalogAt(stage, disk.path)
      const before = keptIn(path)
      const engine = await testEngine({ catalogPath: path, modelsFolder, clock: hastyClock() })
      const forget = engine.on('job.changed', (job) => {
        if (isFull(job)) disk.resize(usedKilobytes(disk.path))
      })
      const { offer } = await engine.call('teach.state', {})
      const { id } =
        stage === 'said'
          ? await engine.call('teach.start', {})
          : await engine.call('teach.use', { teaching: offer?.id ?? 0 })
      const paused = await engine.call('jobs.wait', { id })
      expect(paused).toMatchObject({ state: 'interrupted', error: { code: 'catalog/disk-full' } })
      const full = keptIn(path)
      expect(full).toMatchObject({ tables: before.tables, inUse: before.inUse })
      expect(full.predictions[BEFORE]).toEqual(before.predictions[BEFORE])
      expect(full.predictions[AFTER]).toHaveLength(scored)
      expect((await engine.call('app.info', {})).model).toBe(BEFORE)
      expect((await engine.call('library.counts', { filter: {} })).total).toBe(FILMS)

      forget()
      disk.resize(ROOMY_KILOBYTES)
      await ended(engine, engine.call('jobs.resume', { id }))
      if (stage === 'said') await useOffer(engine)
      expect(keptIn(path)).toMatchObject({ inUse: AFTER, predictions: keptWhereUsed().predictions })
      expect(keptIn(path).tables['verdict']).toEqual(before.tables['verdict'])
    },
    60_000,
  )

  it('rolls back what SQLite finds no room for', async () => {
    const path = catalogAt('offered')
    const before = keptIn(path)
    const models = openCatalogModels(modelsFolder, { safeMode: false, log: silentLog })
    const store = openStore(path, { readOnly: false }, models.attach)
    onTestFinished(() => store.close())
    const { registry, model } = models
    const job = useModelJob({ store, clock: systemClock, registry, model })
    const signal = new AbortController().signal
    const run = () => job.run({ model: AFTER }, { signal, report() {}, note: null, keep() {} })
    store.db.pragma(`max_page_count = ${store.db.pragma('page_count', { simple: true }) as number}`)
    await expect(run()).rejects.toMatchObject({ code: 'catalog/disk-full' })
    expect([store.modelId, model.manifest.id]).toEqual([BEFORE, BEFORE])
    expect(keptIn(path)).toEqual(before)
    store.db.pragma('max_page_count = 1073741823')
    await run()
    expect([store.modelId, model.manifest.id]).toEqual([AFTER, AFTER])
    expect(keptIn(path).predictions).toEqual(keptWhereUsed().predictions)
  })
})

function usedKilobytes(folder: string): number {
  const { blocks, bfree, bsize } = statfsSync(folder)
  return ((blocks - bfree) * bsize) / 1024
}

/** A second goes by between any two looks at it: nothing that a job reports is held back. */
function hastyClock(): Clock {
  let monotonicMs = 0
  return { now: Date.now, monotonicMs: () => (monotonicMs += 1_000) }
}

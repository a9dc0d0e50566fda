import { cpSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openEngine } from '#engine/app/engine.ts'
import { openModelTools } from '#engine/app/model-tools.ts'
import { examineCatalog } from '#engine/app/doctor.ts'
import type { Predictor } from '#engine/model/predictor.ts'
import { openProcessEmbedder } from '#engine/model/providers/process-embedder.ts'
import { resources } from '#engine/platform/resources.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { useChosenCpu } from '../helpers/chosen-cpu.ts'
import type { ModelChange } from '../helpers/copied-model.ts'
import { copyOfModel, modelsOfCopy } from '../helpers/copied-model.ts'
import { listAll, scan, testEngine } from '../helpers/engine.ts'
import { noisePictures } from '../helpers/learned-weights.ts'
import type { Behaviour } from '../helpers/other-providers.ts'
import { BUNDLED, registry } from '../helpers/bundled-model.ts'
import { memoryOfFaster, predictorWith, providerThat } from '../helpers/other-providers.ts'
import { drawPosters } from '../helpers/pictures.ts'
import { scanWith } from '../helpers/scan-with.ts'
import { flipBit } from '../helpers/spoil.ts'
import { temporaryFolder } from '../helpers/temporary.ts'

const COUNT = 20

/** The bundled model and, in use, a copy of it under another name that a test may spoil. */
function withOneInUse(spoil: ModelChange): string {
  const models = join(temporaryFolder(), 'models')
  cpSync(resources.modelsFolder(), models, { recursive: true })
  copyOfModel(join(models, 'mine'), (manifest, folder) => {
    manifest.id = 'mine'
    spoil(manifest, folder)
  })
  writeFileSync(join(models, 'manifest.json'), JSON.stringify({ current: 'mine', models: [BUNDLED, 'mine'] }))
  return models
}

/** Scans drawn posters with a provider in the CPU's place that behaves so, once it has taken over. */
async function scanOn(behaves: Behaviour) {
  const model = registry.load(BUNDLED)
  const folder = temporaryFolder()
  await drawPosters(folder, COUNT)
  const memory = memoryOfFaster(model)
  const open = () => providerThat(behaves, model)
  const predictor = await predictorWith({ memory, open, takeOverAfter: 1 })
  await takenOver(predictor)
  const onCpu = await scanWith(folder, await predictorWith({ memory: null }))
  return { ...(await scanWith(folder, predictor)), onCpu, memory, predictor }
}

/** One picture is asked for; then the other provider is opened beside. */
async function takenOver(predictor: Predictor): Promise<void> {
  await predictor.embed(noisePictures(1, predictor.manifest.input))
  await expect.poll(() => predictor.backend, { timeout: 20_000 }).toBe('onnxruntime-webgpu')
}

function probabilitiesIn({ store }: Pick<Awaited<ReturnType<typeof scanWith>>, 'store'>): unknown[] {
  return store.db
    .prepare('SELECT probabilities FROM prediction ORDER BY poster_id')
    .pluck()
    .all()
    .map((bytes) => (bytes as Buffer).toString('hex'))
}

describe('a model whose files are not what they were (52)', () => {
  it.each<[string, (folder: string) => void]>([
    ['a flipped bit', (folder) => flipBit(join(folder, 'model.onnx'), 100_000)],
    ['cut short', (folder) => truncateSync(join(folder, 'model.onnx'), 100_000)],
    ['a flipped bit in its head', (folder) => flipBit(join(folder, 'head.bin'), 1_000)],
  ])('gives way to the bundled one, and that is said: %s', async (_, spoil) => {
    const modelsFolder = withOneInUse((_, copy) => spoil(copy))
    const folder = temporaryFolder()
    await drawPosters(folder, 3)
    const engine = await testEngine({ modelsFolder })
    expect(await engine.call('app.info', {})).toMatchObject({
      model: BUNDLED,
      troubles: [{ code: 'model/fallback', message: expect.stringContaining('mine') as string }],
    })
    expect(await scan(engine, [folder])).toMatchObject({ predicted: 3, model: BUNDLED })
    expect((await listAll(engine)).every((item) => item.genres.length === GENRES.length)).toBe(true)
    expect(openModelTools(modelsFolder).manifest.id).toBe(BUNDLED)
    const { models } = await engine.call('models.verify', {})
    expect(models.map(({ id, intact, current }) => ({ id, intact, current }))).toEqual([
      { id: 'mine', intact: false, current: false },
      { id: BUNDLED, intact: true, current: true },
    ])
  })

  it('is an answer among the others too where its manifest cannot be read', async () => {
    const modelsFolder = withOneInUse(() => undefined)
    writeFileSync(join(modelsFolder, 'mine', 'model.json'), '{')
    const engine = await testEngine({ modelsFolder })
    const { models } = await engine.call('models.verify', {})
    expect(models).toMatchObject([
      { id: 'mine', intact: false, sha256: null, problem: expect.stringContaining('model.json') as string },
      { id: BUNDLED, intact: true, current: true, problem: null },
    ])
    expect((await engine.call('models.list', {})).models.map(({ id }) => id)).toEqual([BUNDLED])
    await expect(engine.call('models.report', { model: 'mine' })).rejects.toMatchObject({
      code: 'model/damaged',
    })
    const { problems } = await engine.call('app.doctor', {})
    expect(problems.map(({ code }) => code)).toEqual(['model/damaged'])
  })

  it('and that has no other beside it leaves posters unpredicted, and the scan says so', async () => {
    const modelsFolder = modelsOfCopy((_, copy) => flipBit(join(copy, 'model.onnx'), 100_000))
    const folder = temporaryFolder()
    await drawPosters(folder, 3)
    const engine = await testEngine({ modelsFolder })
    const report = await scan(engine, [folder])
    expect(report).toMatchObject({ found: 3, added: 3, predicted: 0, model: null, backend: null })
    expect(report.warnings.map(({ code }) => code)).toEqual(['model/damaged'])
  })
})

describe('a model with other labels (53)', () => {
  it('is refused by name, and gives way to the bundled one where it was in use', async () => {
    const modelsFolder = withOneInUse((manifest) => {
      manifest.labels = [...GENRES].reverse()
    })
    const engine = await testEngine({ modelsFolder })
    expect(await engine.call('app.info', {})).toMatchObject({
      model: BUNDLED,
      troubles: [{ code: 'model/fallback' }],
    })
    await expect(engine.call('models.predict', { files: ['/a.jpg'], model: 'mine' })).rejects.toMatchObject({
      code: 'model/labels',
    })
    const data = temporaryFolder()
    useChosenCpu(data)
    const { problems } = await examineCatalog(openModelTools(modelsFolder), join(data, 'catalog.db'))
    expect(problems.map(({ code }) => code)).toContain('model/labels')
  })
})

describe.each<[string, string, Behaviour]>([
  [
    'answers with numbers that are not finite (54)',
    'its numbers are not finite',
    async (call, _, onCpu) => {
      const vectors = await onCpu()
      if (call === 3) vectors[0]?.fill(Number.NaN)
      return vectors
    },
  ],
  [
    'answers the same to different pictures (54)',
    'it gives different pictures the same answer',
    async (call, _, onCpu) => {
      const vectors = await onCpu()
      return call < 3 ? vectors : vectors.map((vector) => new Float32Array(vector.length))
    },
  ],
  [
    'is lost (55)',
    'the device was lost',
    (call, _, onCpu) => (call === 3 ? Promise.reject(new Error('the device was lost')) : onCpu()),
  ],
  [
    'runs out of memory (55)',
    'out of memory',
    (call, _, onCpu) => (call === 2 ? Promise.reject(new Error('out of memory')) : onCpu()),
  ],
])('a provider that %s', (_, reason, behaves) => {
  it('is dropped in mid-scan: the CPU computes the same pictures and the rest, and the report says so', async () => {
    const { report, store, onCpu, memory, predictor } = await scanOn(behaves)
    expect(report).toMatchObject({ predicted: COUNT, quarantined: [], backend: 'onnxruntime-cpu' })
    expect(report.warnings).toMatchObject([{ code: 'backend/dropped', details: { reason } }])
    expect(report.warnings[0]?.message).toMatch(new RegExp(`^${reason}: `))
    expect(probabilitiesIn({ store })).toEqual(probabilitiesIn(onCpu))
    // Neither in this run again nor, without being measured anew, in a later one.
    expect(memory.dropped.get('onnxruntime-webgpu')).toBe(reason)
    expect(memory.choiceFor(registry.load(BUNDLED))).toBeNull()
    expect(predictor).toMatchObject({ batchSize: 8, backend: 'onnxruntime-cpu' })
    // What was said of it once is no news of the next scan's.
    const next = temporaryFolder()
    await drawPosters(next, 1)
    expect((await scanWith(next, predictor)).report).toMatchObject({ predicted: 1, warnings: [] })
  })
})

describe('a provider whose process dies (55)', () => {
  it('costs no picture', async () => {
    const model = registry.load(BUNDLED)
    const folder = temporaryFolder()
    await drawPosters(folder, COUNT)
    const script = join(import.meta.dirname, '../helpers/dying-provider-process.ts')
    const predictor = await predictorWith({
      memory: memoryOfFaster(model),
      open: (name) => openProcessEmbedder({ name, model }, { script }),
      takeOverAfter: 1,
    })
    await takenOver(predictor)
    const { report } = await scanWith(folder, predictor)
    expect(report).toMatchObject({ predicted: COUNT, backend: 'onnxruntime-cpu' })
    expect(report.warnings).toMatchObject([
      { code: 'backend/dropped', details: { reason: 'its process ended (SIGKILL)' } },
    ])
  })
})

describe('a provider that computes something else than the CPU (56)', () => {
  it('is dropped before it is given a picture', async () => {
    const model = registry.load(BUNDLED)
    const given: number[] = []
    const open = () =>
      providerThat(async (_, tensors, onCpu) => {
        given.push(tensors.length)
        return (await onCpu()).map((vector) => vector.map((value) => value * 1.1))
      }, model)
    const predictor = await predictorWith({ memory: memoryOfFaster(model), open, takeOverAfter: 1 })
    const [picture] = noisePictures(1, predictor.manifest.input) as [Uint8Array]
    const first = await predictor.embed([picture])
    await expect.poll(() => predictor.warnings.length, { timeout: 20_000 }).toBe(1)
    expect(predictor.warnings).toMatchObject([
      { code: 'backend/dropped', details: { reason: 'it does not agree with the CPU' } },
    ])
    expect(await predictor.embed([picture])).toEqual(first)
    // The fixed pictures alone.
    expect(given).toEqual([4])
  })
})

describe('a model that is changed in mid-scan (59)', () => {
  it('is another one for the next scan: this one ends with what it began with, and every row says so', async () => {
    const modelsFolder = withOneInUse(() => undefined)
    const catalogPath = join(temporaryFolder(), 'catalog.db')
    const folder = temporaryFolder()
    await drawPosters(folder, COUNT)
    const engine = await openEngine({ modelsFolder, catalogPath })
    const changed = new Promise<void>((resolve) => {
      engine.on('job.changed', (job) => {
        if (job.phase !== 'reading') return
        writeFileSync(join(modelsFolder, 'mine', 'model.onnx'), 'another network')
        writeFileSync(
          join(modelsFolder, 'manifest.json'),
          JSON.stringify({ current: BUNDLED, models: [BUNDLED, 'mine'] }),
        )
        resolve()
      })
    })
    const report = await scan(engine, [folder])
    await changed
    expect(report).toMatchObject({ predicted: COUNT, model: 'mine', warnings: [] })
    await engine.close()

    const next = await testEngine({ modelsFolder, catalogPath })
    expect((await next.call('app.info', {})).model).toBe(BUNDLED)
    await drawPosters(folder, 2, COUNT + 1)
    expect(await scan(next, [])).toMatchObject({ predicted: COUNT + 2, model: BUNDLED })
    const db = new Database(catalogPath, { readonly: true })
    const rows = db.prepare('SELECT model_id, count(*) AS posters FROM prediction GROUP BY model_id').all()
    db.close()
    expect(rows).toEqual([
      { model_id: 'mine', posters: COUNT },
      { model_id: BUNDLED, posters: COUNT + 2 },
    ])
  })
})

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Trained, TrainingTools } from '#engine/training/trainer/run-training.ts'
import { runTraining } from '#engine/training/trainer/run-training.ts'
import { exportHead } from '#engine/model/export/export-onnx.ts'
import { parseHead, probabilitiesOf } from '#engine/model/heads.ts'
import { answersTo } from '#engine/training/trainer/stored-films.ts'
import { buildNetwork } from '#engine/model/architectures/architecture.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import { trainOptionsSchema } from '#shared/domain/train-options.ts'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../helpers/temporary.ts'
import { numbersOf, timeless } from '../helpers/tiny-training.ts'
import { folderFilms, keptTrainingFolder } from '../helpers/training-folder.ts'

vi.setConfig({ testTimeout: 120_000 })

const INPUT = { height: 10, width: 10 }
let kept: Awaited<ReturnType<typeof keptTrainingFolder>>

beforeAll(async () => {
  kept = await keptTrainingFolder(folderFilms(40))
})
afterAll(() => {
  kept.remove()
})

function options(given: Partial<TrainOptions> = {}): TrainOptions {
  return trainOptionsSchema.parse({
    dataset: kept.dataset,
    arch: 'custom-cnn',
    out: join(temporaryFolder(), 'model'),
    input: INPUT,
    epochs: 2,
    batch: 8,
    filter: 'paper',
    backend: 'wasm',
    ...given,
  })
}

async function run(given: TrainOptions, tools: Partial<TrainingTools> = {}): Promise<Trained> {
  const trained = await runTraining(given, {
    resume: false,
    cacheFolder: kept.cacheFolder,
    signal: new AbortController().signal,
    onPhase: () => undefined,
    onProgress: () => undefined,
    onEpoch: () => undefined,
    ...tools,
  })
  trained.data.cache.close()
  return trained
}

const WAYS: Record<string, Partial<TrainOptions>> = {
  'asymmetric loss, AdamW, one-cycle': {
    loss: 'asl',
    optimizer: 'adamw',
    weightDecay: 0.05,
    schedule: 'onecycle',
  },
  'focal loss, SGD with momentum, cosine': {
    loss: 'focal',
    optimizer: 'sgd',
    momentum: 0.9,
    lr: 0.05,
    schedule: 'cosine',
  },
  'weights of classes, copies of rare genres': { classWeights: true, balance: true },
  'sorted, in two parts, micro-batches, averaged': { order: 'sorted', splits: 2, microBatch: 3, ema: 0.9 },
  'in four parts, stopped early': { splits: 4, epochs: 3, earlyStopping: 1 },
  'mixed pictures, a head that learns faster': { augment: 'paper,mixup,cutmix', headLr: 0.004 },
  'behind frozen stages': { freeze: 1 },
  'frozen stages, other pictures in every epoch': { freeze: 1, augment: 'flip' },
}

describe.each(Object.entries(WAYS))('a training: %s', (_, given) => {
  it('goes to its end, and stopped amid an epoch and gone on with to the very same one', async () => {
    const whole = await run(options(given))
    expect(whole.history.length).toBeGreaterThan(1)
    for (const { loss, valLoss } of whole.history) expect([loss, valLoss].every(Number.isFinite)).toBe(true)
    const stopped = options(given)
    const cancelled = new AbortController()
    const signal = cancelled.signal
    const onEpoch = () => {
      cancelled.abort()
    }
    await expect(run(stopped, { signal, onEpoch })).rejects.toMatchObject({ code: 'app/cancelled' })
    const resumed = await run(stopped, { resume: true })
    expect(timeless(resumed.history)).toEqual(timeless(whole.history))
    expect(resumed.best).toBe(whole.best)
    expect(numbersOf(resumed.network.model)).toEqual(numbersOf(whole.network.model))
    expect(resumed.stored).toEqual(whole.stored)
  })
})

it('frozen stages keep their weights, and leave nothing behind of what was computed once', async () => {
  const given = options({ freeze: 2, ema: 0.9 })
  const phases = new Set<string>()
  const { network } = await run(given, { onPhase: (phase) => phases.add(phase) })
  expect(phases).toContain('freezing')
  const fresh = buildNetwork('custom-cnn', { input: INPUT, labels: GENRES.length, seed: given.seed })
  for (const layer of ['stem/conv1', 'stem/conv2', 'stage2/conv1', 'stage2/conv2']) {
    const of = ({ model }: typeof network) =>
      model
        .getLayer(layer)
        .getWeights()
        .map((each) => each.dataSync())
    expect(of(network)).toEqual(of(fresh))
  }
  expect(existsSync(join(given.out, 'frozen.outputs'))).toBe(false)
})

it('what is best is what is judged and kept', async () => {
  const { network, stored, history, best } = await run(options({ epochs: 3 }))
  const head = parseHead(await exportHead(network), GENRES.length)
  const answers = answersTo(stored.judging.embeddings, (embedding) => probabilitiesOf(embedding, head))
  const losses = Array.from(
    answers,
    (said, at) => -Math.log(stored.judging.truth[at] === 1 ? said : 1 - said),
  )
  const loss = losses.reduce((sum, each) => sum + each, 0) / losses.length
  // Embeddings that are stored are rounded.
  expect(loss).toBeCloseTo(history[best - 1]?.valLoss ?? NaN, 3)
  const scores = history.map(({ macroMAP }) => macroMAP ?? 0)
  expect(scores[best - 1]).toBe(Math.max(...scores))
})

it('shares of genres are of films, also where copies were made before the split', async () => {
  const { trainingPrevalence, counts, data } = await run(
    options({ epochs: 1, balance: true, copiesBeforeSplit: true }),
  )
  const films = data.training.filter(({ copy }) => copy === 0).length
  expect(films).toBeLessThan(counts.training)
  expect(trainingPrevalence).toEqual(counts.before.map((count) => count / films))
})

it('a checkpoint of one backend is gone on with on another', async () => {
  const given = options({ backend: 'cpu' })
  const cancelled = new AbortController()
  const { signal } = cancelled
  // After the first step, then: plain JavaScript takes its time.
  const onPhase: TrainingTools['onPhase'] = (phase) => {
    if (phase === 'starting') cancelled.abort()
  }
  await expect(run(given, { signal, onPhase })).rejects.toMatchObject({ code: 'app/cancelled' })
  const resumed = await run({ ...given, backend: 'wasm' }, { resume: true })
  const whole = await run(options())
  for (const [at, row] of whole.history.entries()) expect(resumed.history[at]?.loss).toBeCloseTo(row.loss, 3)
})

it('tells how far the films are that it stores at last, and may be stopped at each', async () => {
  const given = options({ epochs: 1, replay: 12 })
  const told: [done: number, total: number][] = []
  const { stored } = await run(given, {
    onPhase: (phase, ...count) => {
      if (phase === 'writing') told.push(count)
    },
  })
  const films = [stored.judging, stored.learning].map(({ embeddings }) => embeddings.length)
  const total = films.reduce((sum, count) => sum + count, 0)
  expect(told.length).toBeGreaterThan(2)
  expect(told.every((count, index) => count[0] > (told[index - 1]?.[0] ?? 0))).toBe(true)
  expect(told.at(-1)).toEqual([total, total])
  const cancelled = new AbortController()
  const onPhase: TrainingTools['onPhase'] = (phase, done) => {
    if (phase === 'writing' && done > (films[0] ?? 0)) cancelled.abort()
  }
  const stopped = run(given, { resume: true, signal: cancelled.signal, onPhase })
  await expect(stopped).rejects.toMatchObject({ code: 'app/cancelled' })
})

it('a training that is stopped while it is judged at last has no figures', async () => {
  const given = options({ epochs: 1 })
  const cancelled = new AbortController()
  // The only epoch is over; what follows is the last judging.
  const onEpoch = () => {
    cancelled.abort()
  }
  await expect(run(given, { signal: cancelled.signal, onEpoch })).rejects.toMatchObject({
    code: 'app/cancelled',
  })
  const [resumed, whole] = [await run(given, { resume: true }), await run(options({ epochs: 1 }))]
  expect(resumed.stored).toEqual(whole.stored)
})

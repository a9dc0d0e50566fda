/**
 * A network that learns, step by step as it is asked to: `N` answers the milliseconds that each of N steps took, on
 * tensors that are ready; `epoch` those of an epoch of the real loop, per step, with pictures from the disk.
 *
 *     node training-child.ts '{"architecture": …}'     (ChildSettings)
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as tf from '@tensorflow/tfjs-core'
import type { Network } from '#engine/model/architectures/architecture.ts'
import { buildNetwork, parameterCount } from '#engine/model/architectures/architecture.ts'
import { startBackend } from '#engine/model/backends/start-backend.ts'
import { useTrainingOps } from '#engine/model/layers/training-ops.ts'
import { parseAugment } from '#engine/training/augment/spec.ts'
import { readDatasetFolder } from '#engine/training/datasets/folder.ts'
import type { Batches } from '#engine/training/pixels/batches.ts'
import { openBatches } from '#engine/training/pixels/batches.ts'
import type { PixelCache } from '#engine/training/pixels/pixel-cache.ts'
import { openPixelCache } from '#engine/training/pixels/pixel-cache.ts'
import { loopData } from '#engine/training/trainer/feed.ts'
import { wholeNetwork } from '#engine/training/trainer/frozen-stem.ts'
import type { StepInput } from '#engine/training/trainer/learner.ts'
import { Learner } from '#engine/training/trainer/learner.ts'
import type { LoopData } from '#engine/training/trainer/loop.ts'
import { runLoop } from '#engine/training/trainer/loop.ts'
import { lossOf } from '#engine/training/trainer/losses.ts'
import { UPDATES } from '#engine/training/trainer/run-training.ts'
import { GENRES, genreIndex } from '#shared/domain/genres.ts'
import type { ChildSettings, StepTimes } from './training-times.ts'
import { coreMs } from './machine.ts'

const SEED = 1
/** The loop wants to hear how good the network is; here that does not matter. */
const NOT_JUDGED = {
  valLoss: 0,
  perLabelAccuracy: 0,
  predictNothingAccuracy: 0,
  macroMAP: null,
  macroMAP18: null,
  microMAP: null,
  microF1At05: 0,
  macroF1At05: 0,
  top1: 0,
  top3Hit: 0,
  rankingLoss: 0,
  ece: 0,
}
const LEARNING_RATE = 1e-3
const THREADS = 1

const settings = JSON.parse(process.argv[2] ?? '{}') as ChildSettings
const { architecture, input, batch, backend: backendName } = settings
const backend = await startBackend(backendName, { threads: THREADS })
// As tfjs-node comes: gradients of normalisation and relu6 composed from elementwise operations.
if (settings.isComposed) useTrainingOps()
const network = buildNetwork(architecture, { input, labels: GENRES.length, seed: SEED })
const learner = learnerOf(network)
const epochs = settings.dataset === null ? null : await openEpochs(settings.dataset, settings.epochSteps)

console.log(JSON.stringify({ name: backend.describe(), parameters: parameterCount(network.model).trainable }))
try {
  for await (const line of createInterface({ input: process.stdin })) {
    const times = line === 'epoch' ? await epochs?.run() : await bareSteps(Number(line))
    console.log(JSON.stringify({ ...times, peakMb: peakMb() }))
  }
} finally {
  await epochs?.close()
}

function learnerOf({ model }: Network): Learner {
  return new Learner(model, {
    optimizer: { name: 'adam', momentum: 0, weightDecay: 0 },
    loss: lossOf('bce', null),
    ema: 0,
    headRate: 1,
    headLayer: model.outputNames[0] ?? '',
    seed: SEED,
    updates: UPDATES[backendName],
  })
}

async function bareSteps(count: number): Promise<StepTimes> {
  const values = Float32Array.from({ length: batch * input.height * input.width * 3 }, (_, at) =>
    Math.sin(at),
  )
  const answers = Float32Array.from({ length: batch * GENRES.length }, (_, at) => Number(at % 9 === 0))
  const times: StepTimes = { wallMs: [], coreMs: [] }
  for (let step = 0; step < count; step++) {
    const from = performance.now()
    const coreFrom = coreMs()
    const part: StepInput = {
      input: tf.tensor4d(values, [batch, input.height, input.width, 3]),
      targets: tf.tensor2d(answers, [batch, GENRES.length]),
    }
    learner.step([part], { epoch: 1, step }, LEARNING_RATE)
    // A graphics card has only been told by then.
    await learner.readFigures()
    times.wallMs.push(performance.now() - from)
    times.coreMs.push(coreMs() - coreFrom)
  }
  return times
}

/** Epochs of so many steps over the first pictures of a dataset folder, augmented. */
async function openEpochs(dataset: string, steps: number) {
  const folder = mkdtempSync(join(tmpdir(), 'onesheet-bench-'))
  const films = readDatasetFolder(dataset).films.slice(0, steps * batch)
  const cache: PixelCache = await openPixelCache(films, input, {
    folder,
    signal: new AbortController().signal,
  })
  const labels = new Uint8Array(films.length * GENRES.length)
  films.forEach(({ genres }, row) => {
    for (const genre of genres) labels[row * GENRES.length + genreIndex(genre)] = 1
  })
  const batches: Batches = openBatches({
    cache,
    samples: films.map((_, film) => ({ film, copy: 0 })),
    labels,
    order: 'shuffled',
    augment: parseAugment('paper,flip'),
    seed: SEED,
    batch,
  })
  return {
    run: () => epochTimes(loopData(batches, wholeNetwork(network).inputOf, batch)),
    async close() {
      await batches.close()
      cache.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** From asking for the first batch to the end of the last step; judging and saving are not in it. */
async function epochTimes(data: LoopData): Promise<StepTimes> {
  let [from, coreFrom] = [0, 0]
  const times: StepTimes = { wallMs: [], coreMs: [] }
  const nothing = () => undefined
  const timed: LoopData = {
    ...data,
    epoch: (epoch, fromStep) => {
      ;[from, coreFrom] = [performance.now(), coreMs()]
      return data.epoch(epoch, fromStep)
    },
  }
  await runLoop(
    {
      fingerprint: '',
      epochs: 1,
      learningRate: LEARNING_RATE,
      schedule: 'constant',
      earlyStopping: null,
      checkpointMs: Infinity,
    },
    {
      learner,
      splits: [timed],
      judge: () => {
        times.wallMs.push((performance.now() - from) / data.stepsPerEpoch)
        times.coreMs.push((coreMs() - coreFrom) / data.stepsPerEpoch)
        return Promise.resolve(NOT_JUDGED)
      },
      monotonicMs: () => performance.now(),
      save: nothing,
      loadBest: () => null,
      onProgress: nothing,
      onEpoch: nothing,
      lost: new Promise<never>(nothing),
      signal: new AbortController().signal,
    },
    null,
  )
  return times
}

/** The most memory this process has held, MB. Linux only; elsewhere null. */
function peakMb(): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
    return kilobytes === undefined ? null : (Number(kilobytes) * 1024) / 1e6
  } catch {
    return null
  }
}

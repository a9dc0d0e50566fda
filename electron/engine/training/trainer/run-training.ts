import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { GENRES } from '#shared/domain/genres.ts'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import { AppError } from '#shared/errors.ts'
import type { Network } from '../../model/architectures/architecture.ts'
import { architectureOf, buildNetwork, parameterCount } from '../../model/architectures/architecture.ts'
import { startBackend } from '../../model/backends/start-backend.ts'
import type { TrainingBackendName } from '../../model/backends/training-backend.ts'
import type { ImportedWeights } from '../../model/initial-weights/initial-weights.ts'
import { importInitialWeights, variantOf } from '../../model/initial-weights/initial-weights.ts'
import { calibrateNormalization } from '../../model/layers/normalization.ts'
import { classWeights, consecutiveSplits } from '../augment/balance.ts'
import { augmentText, parseAugment } from '../augment/spec.ts'
import type { Batches, Sample } from '../pixels/batches.ts'
import { openBatches } from '../pixels/batches.ts'
import type { Checkpoint } from './checkpoint.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { loopData } from './feed.ts'
import type { Stem } from './frozen-stem.ts'
import { behindFrozenStages, freezeStages, wholeNetwork } from './frozen-stem.ts'
import type { EpochRow } from './history.ts'
import { epochMeasures, scoreNetwork } from './judge.ts'
import { Learner } from './learner.ts'
import type { LoopProgress } from './loop.ts'
import { runLoop } from './loop.ts'
import { lossOf } from './losses.ts'
import { checkpointPath, frozenOutputsPath } from './out-folder.ts'
import { mixWeights, startingWeights } from './mix-weights.ts'
import type { DataCounts, PreparedData } from './prepare-data.ts'
import { prepareData } from './prepare-data.ts'
import { replaySamples } from './replay-of.ts'
import type { StoredBoth } from './stored-films.ts'
import { storeFilms } from './stored-films.ts'

/** Who updates the weights on which backend. */
export const UPDATES = { native: 'native', webgpu: 'device', wasm: 'host', cpu: 'host' } as const

/** Time between two checkpoints within an epoch. */
const CHECKPOINT_MS = 60_000

export type TrainingPhase = 'reading' | 'decoding' | 'starting' | 'freezing' | 'training' | 'writing'

export interface TrainingTools {
  /** Made as `--resume` asks: goes on from the checkpoint in `out`. */
  resume: boolean
  /** Of decoded pictures and frozen outputs. */
  cacheFolder: string
  signal: AbortSignal
  onPhase(phase: TrainingPhase, done: number, total: number): void
  onProgress(progress: LoopProgress): void
  onEpoch(row: EpochRow): void
}

/** A trained network and all that a report says of it. */
export interface Trained {
  network: Network
  parameters: number
  backend: string
  /** What the initial weights are, and the tensors they leave out. */
  init: { name: string; licence: string | null; leftOut: string[] } | null
  data: PreparedData
  counts: DataCounts
  trainingPrevalence: number[]
  history: EpochRow[]
  /** Epoch, from 1, whose weights the network has. */
  best: number
  stoppedEarly: boolean
  /** What the best epoch makes of the validation pictures, and of some that it learned from. */
  stored: StoredBoth
}

/**
 * Trains a network as the options say, in this process.
 * @throws AppError `dataset/…`, `train/…`, `backend/unavailable`; `app/cancelled` after a checkpoint
 */
export async function runTraining(options: TrainOptions, tools: TrainingTools): Promise<Trained> {
  const architecture = architectureOf(options.arch)
  const input = options.input ?? architecture.defaultInput
  const data = await prepareData(options, input, {
    ...tools,
    onProgress: (phase, done, total) => {
      tools.onPhase(phase, done, total)
    },
  })
  tools.onPhase('starting', 0, 1)
  mkdirSync(dirname(checkpointPath(options.out, 'last')), { recursive: true })
  let lose: (error: AppError) => void = () => undefined
  const lost = new Promise<never>((_, reject) => {
    lose = reject
  })
  // Nobody listens between two steps; the next one hears of it.
  lost.catch(() => undefined)
  const backend = await startBackend(requireChosen(options.backend), {
    ...(options.threads !== null && { threads: options.threads }),
    onLost: (reason) => {
      lose(new AppError('train/device-lost', reason))
    },
  })
  const network = buildNetwork(options.arch, {
    input,
    labels: GENRES.length,
    seed: options.seed,
    variant: options.variant ?? (options.init === null ? null : variantOf(options.init)),
  })
  const init = options.init === null ? null : importInitialWeights(network, options.init)
  freezeStages(network, options.freeze)
  const splits = openSplits(options, data)
  const judging = openPlain(options, data, data.validation)
  const replayed = openPlain(options, data, replaySamples(data.training, options.replay, options.seed))
  if (init !== null) await calibrate(network, init, splits)
  const start = options.keepStart === 0 ? null : startingWeights(network.model, options.init, init)
  const stem = await openStem(network, options, [...splits, judging], tools)
  const trainingPrevalence = prevalence(data)
  const weights = options.classWeights
    ? classWeights(
        data.labels,
        data.training.map(({ film }) => film),
      )
    : null
  const loss = lossOf(options.loss, weights)
  const learner = new Learner(stem.model, {
    optimizer: { name: options.optimizer, momentum: options.momentum, weightDecay: options.weightDecay },
    loss,
    ema: options.ema,
    headRate: (options.headLr ?? options.lr) / options.lr,
    headLayer: headOf(network),
    seed: options.seed,
    updates: UPDATES[backend.name],
  })
  const judge = () =>
    scoreNetwork(stem.model, {
      batches: judging,
      inputOf: stem.inputOf,
      // Weights of classes would make losses that cannot be compared.
      loss: lossOf(options.loss, null),
      signal: tools.signal,
    })
  const fingerprint = fingerprintOf(options, data)
  try {
    const result = await runLoop(
      {
        fingerprint,
        epochs: options.epochs,
        learningRate: options.lr,
        schedule: options.schedule,
        earlyStopping: options.earlyStopping,
        checkpointMs: CHECKPOINT_MS,
      },
      {
        learner,
        splits: splits.map((batches) => loopData(batches, stem.inputOf, options.microBatch ?? options.batch)),
        judge: async () => epochMeasures(await judge(), trainingPrevalence),
        monotonicMs: () => performance.now(),
        save: (name, checkpoint) => {
          writeCheckpoint(checkpointPath(options.out, name), checkpoint)
        },
        loadBest: () => readCheckpoint(checkpointPath(options.out, 'best')),
        onProgress: tools.onProgress,
        onEpoch: tools.onEpoch,
        lost,
        signal: tools.signal,
      },
      tools.resume ? resumed(options.out, fingerprint) : null,
    )
    if (start !== null) mixWeights(network.model, start, options.keepStart)
    return {
      ...result,
      network,
      parameters: parameterCount(network.model).trainable,
      backend: backend.describe(),
      init: init === null ? null : { name: init.initName, licence: init.licence, leftOut: init.leftOut },
      data,
      counts: data.counts,
      trainingPrevalence,
      // As the catalog will have it: what a report promises, an evaluation finds.
      stored: await storeFilms(network, judging, replayed, {
        signal: tools.signal,
        onProgress: (done, total) => {
          tools.onPhase('writing', done, total)
        },
      }),
    }
  } finally {
    start?.forEach((weight) => weight.dispose())
    learner.dispose()
    stem.close()
    await Promise.all([...splits, judging, replayed].map((batches) => batches.close()))
  }
}

/** The parent has chosen: measuring takes processes of their own. */
function requireChosen(name: TrainOptions['backend']): TrainingBackendName {
  if (name === 'auto') throw new Error('The backend is chosen before the training starts')
  return name
}

function headOf(network: Network): string {
  const logits = network.model.outputNames[0]
  if (logits === undefined) throw new Error('The network has no outputs')
  return logits
}

function openSplits(options: TrainOptions, data: PreparedData): Batches[] {
  return consecutiveSplits(data.training, options.splits).map((samples) =>
    openBatches({
      cache: data.cache,
      samples,
      labels: data.labels,
      order: options.order,
      augment: parseAugment(options.augment),
      seed: options.seed,
      batch: options.batch,
    }),
  )
}

/** Pictures as they are, in the order of the samples. */
function openPlain(options: TrainOptions, data: PreparedData, samples: readonly Sample[]): Batches {
  return openBatches({
    cache: data.cache,
    samples,
    labels: data.labels,
    order: 'sorted',
    seed: options.seed,
    batch: options.microBatch ?? options.batch,
  })
}

/** Some dozens of pictures, before the first step. */
async function calibrate(network: Network, init: ImportedWeights, splits: readonly Batches[]): Promise<void> {
  if (!init.needsCalibration) return
  for (const batches of splits.slice(0, 1)) {
    for await (const batch of batches.epoch(0)) {
      const input = wholeNetwork(network).inputOf(batch, 0, batch.samples.length)
      calibrateNormalization(network.model, input)
      input.dispose()
      return
    }
  }
}

/** Frozen stages say the same of a picture in every epoch, unless it is another picture in every epoch. */
async function openStem(
  network: Network,
  options: TrainOptions,
  sources: readonly Batches[],
  tools: TrainingTools,
): Promise<Stem> {
  if (options.freeze === 0 || augmentText(parseAugment(options.augment)) !== 'none') {
    return wholeNetwork(network)
  }
  return behindFrozenStages(network, options.freeze, sources, frozenOutputsPath(options.out), {
    signal: tools.signal,
    onProgress: (done, total) => {
      tools.onPhase('freezing', done, total)
    },
  })
}

/** Share of the films learned from, copies not counted, that have each genre. */
function prevalence({ counts, training }: PreparedData): number[] {
  const films = Math.max(1, training.filter(({ copy }) => copy === 0).length)
  return counts.before.map((count) => count / films)
}

/** What a checkpoint depends on: every option but where it runs and what comes after it, and every sample. */
function fingerprintOf(options: TrainOptions, data: PreparedData): string {
  const {
    out: _out,
    backend: _backend,
    threads: _threads,
    compare: _compare,
    replay: _replay,
    calibrate: _calibrate,
    keepStart: _keepStart,
    ...decisive
  } = options
  const digest = createHash('sha256').update(JSON.stringify(decisive))
  for (const { film, copy } of [...data.training, ...data.validation]) {
    digest.update(`${data.films[film]?.file ?? ''}\0${copy}\n`)
  }
  return digest.digest('hex')
}

function resumed(out: string, fingerprint: string): Checkpoint {
  const checkpoint = readCheckpoint(checkpointPath(out, 'last'))
  if (checkpoint === null) throw new AppError('train/nothing-to-resume', out)
  if (checkpoint.position.fingerprint !== fingerprint) throw new AppError('train/resume-other', out)
  return checkpoint
}

import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as tfl from '@tensorflow/tfjs-layers'
import { seededRandom, shuffledIndices } from '#engine/platform/random.ts'
import type { Checkpoint } from '#engine/training/trainer/checkpoint.ts'
import { readCheckpoint, writeCheckpoint } from '#engine/training/trainer/checkpoint.ts'
import type { EpochMeasures, EpochRow } from '#engine/training/trainer/history.ts'
import { epochMeasures } from '#engine/training/trainer/judge.ts'
import type { LearnerSettings, StepInput } from '#engine/training/trainer/learner.ts'
import { Learner } from '#engine/training/trainer/learner.ts'
import type {
  LoopData,
  LoopProgress,
  LoopResult,
  LoopSettings,
  LoopTools,
} from '#engine/training/trainer/loop.ts'
import { runLoop } from '#engine/training/trainer/loop.ts'
import { lossOf } from '#engine/training/trainer/losses.ts'
import { GENRES } from '#shared/domain/genres.ts'
import * as tf from '@tensorflow/tfjs-core'
import { temporaryFolder } from './temporary.ts'
import type { TinyFilms } from './tiny-network.ts'
import { TINY_HEAD, tinyFilms, tinyInput, tinyNetwork } from './tiny-network.ts'

type Judged = EpochMeasures & { valLoss: number }

export interface TinyOptions {
  /** Of dropout. */
  rate?: number
  learner?: Partial<LearnerSettings>
  loop?: Partial<LoopSettings>
  films?: number
  splits?: number
  batch?: number
  microBatch?: number
}

/** What a test does to a run while it is under way. */
export interface Interference {
  /** Aborts while the n-th batch is computed, from 1. */
  cancelAtBatch?: number
  /** Called before each batch, with its number from 1, with what it is made of. */
  onBatch?: (batch: number, parts: StepInput[]) => void
  /** In place of the figures that the network deserves. */
  judge?: (epoch: number, model: tfl.LayersModel) => Partial<Judged> | Promise<never>
  lost?: Promise<never>
  signal?: AbortSignal
}

export interface TinyRun {
  model: tfl.LayersModel
  result: LoopResult
  progress: LoopProgress[]
}

/** All numbers of a network, as it stands. */
export function numbersOf(model: tfl.LayersModel): Float32Array[] {
  return model.getWeights().map((weight) => Float32Array.from(weight.dataSync()))
}

/** Rows without how long they took. */
export function timeless(history: readonly EpochRow[]): EpochRow[] {
  return history.map((row) => ({ ...row, seconds: 0 }))
}

const NEVER = new Promise<never>(() => undefined)

/**
 * A training on drawn films that can be run again and again with the same options, stopped and gone on with, its
 * checkpoints in a folder of the test's. Every run begins with a network and a learner of its own.
 */
export class TinyTraining {
  private readonly options: TinyOptions
  private readonly folder = temporaryFolder()
  private readonly films: TinyFilms
  private readonly validation = tinyFilms(16, 77)
  /** Every checkpoint that was written, in order. */
  readonly written: { name: 'last' | 'best'; path: string; position: Checkpoint['position'] }[] = []

  constructor(options: TinyOptions = {}) {
    this.options = options
    this.films = tinyFilms(options.films ?? 24)
  }

  read(name: 'last' | 'best'): Checkpoint | null {
    return readCheckpoint(join(this.folder, `${name}.checkpoint`))
  }

  /** What lay on the disk after the n-th checkpoint lies there again: everything after it was never written. */
  rewind(count: number): void {
    this.written.length = count
    for (const { name, path } of this.written) copyFileSync(path, join(this.folder, `${name}.checkpoint`))
  }

  async run(does: Interference & { from?: Checkpoint | null; seed?: number } = {}): Promise<TinyRun> {
    const model = tinyNetwork({ rate: this.options.rate ?? 0, seed: does.seed ?? 1 })
    const learner = new Learner(model, { ...LEARNER, ...this.options.learner })
    const progress: LoopProgress[] = []
    const settings: LoopSettings = { ...LOOP, ...this.options.loop }
    const result = await runLoop(settings, this.tools(model, learner, does, progress), does.from ?? null)
    learner.dispose()
    return { model, result, progress }
  }

  /** Goes on from the last checkpoint, with a network that began with other weights. */
  resume(does: Interference = {}): Promise<TinyRun> {
    const from = this.read('last')
    if (from === null) throw new Error('Nothing was written')
    return this.run({ ...does, from, seed: 99 })
  }

  private tools(
    model: tfl.LayersModel,
    learner: Learner,
    does: Interference,
    progress: LoopProgress[],
  ): LoopTools {
    const cancelled = new AbortController()
    let batches = 0
    let epoch = 0
    const count = this.options.splits ?? 1
    const size = this.films.count / count
    const onBatch = (parts: StepInput[]) => {
      batches += 1
      does.onBatch?.(batches, parts)
      if (batches === does.cancelAtBatch) cancelled.abort()
    }
    return {
      learner,
      splits: Array.from({ length: count }, (_, split) =>
        this.split(split * size, size, (at) => (epoch = at), onBatch),
      ),
      judge: async () => {
        const deserved = await this.judge(model)
        return { ...deserved, ...(await does.judge?.(epoch, model)) }
      },
      monotonicMs: () => performance.now(),
      save: (name, checkpoint) => {
        const path = join(this.folder, `${this.written.length}.checkpoint`)
        writeCheckpoint(path, checkpoint)
        copyFileSync(path, join(this.folder, `${name}.checkpoint`))
        this.written.push({ name, path, position: structuredClone(checkpoint.position) })
      },
      loadBest: () => this.read('best'),
      onProgress: (each) => progress.push(each),
      onEpoch: () => undefined,
      lost: does.lost ?? NEVER,
      signal: does.signal ?? cancelled.signal,
    }
  }

  private split(
    first: number,
    size: number,
    onEpoch: (epoch: number) => void,
    onBatch: (parts: StepInput[]) => void,
  ): LoopData {
    const { batch = 5, microBatch = batch } = this.options
    const { films } = this
    const stepsPerEpoch = Math.ceil(size / batch)
    return {
      stepsPerEpoch,
      async *epoch(epoch, fromStep) {
        onEpoch(epoch)
        const order = shuffledIndices(size, seededRandom(epoch)).map((place) => first + place)
        for (let step = fromStep; step < stepsPerEpoch; step++) {
          const places = order.subarray(step * batch, (step + 1) * batch)
          const parts: StepInput[] = []
          for (let at = 0; at < places.length; at += microBatch) {
            parts.push(tinyInput(films, places.subarray(at, at + microBatch)))
          }
          onBatch(parts)
          yield { step, parts: () => parts }
          await Promise.resolve()
        }
      },
    }
  }

  private async judge(model: tfl.LayersModel): Promise<Judged> {
    const { count, truth } = this.validation
    const { input, targets } = tinyInput(
      this.validation,
      Array.from({ length: count }, (_, at) => at),
    )
    const [scores, loss] = tf.tidy(() => {
      const [logits] = model.apply(input, { training: false }) as [tf.Tensor2D]
      return [tf.sigmoid(logits), lossOf('bce', null)(logits, targets)]
    }) as [tf.Tensor, tf.Scalar]
    const judged = {
      scores: Float32Array.from(await scores.data()),
      truth,
      loss: (await loss.data())[0] ?? NaN,
    }
    tf.dispose([input, targets, scores, loss])
    return epochMeasures(
      judged,
      GENRES.map(() => 0.1),
    )
  }
}

const LEARNER: LearnerSettings = {
  optimizer: { name: 'adam', momentum: 0, weightDecay: 0 },
  loss: lossOf('bce', null),
  ema: 0,
  headRate: 1,
  headLayer: TINY_HEAD,
  seed: 5,
  updates: 'host',
}
const LOOP: LoopSettings = {
  fingerprint: 'tiny',
  epochs: 3,
  learningRate: 0.02,
  schedule: 'constant',
  earlyStopping: null,
  checkpointMs: 60_000,
}

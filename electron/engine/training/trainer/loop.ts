import { AppError } from '#shared/errors.ts'
import type { Checkpoint, Position } from './checkpoint.ts'
import type { EpochMeasures, EpochRow } from './history.ts'
import type { Learner, StepInput } from './learner.ts'
import type { ScheduleName } from './schedules.ts'
import { rateFactor } from './schedules.ts'

/** One batch as the network takes it, in parts of the micro-batch's size. */
export interface LoopBatch {
  /** Within the epoch, from 0. */
  step: number
  parts(): Iterable<StepInput>
}

/** The batches of one part of the training set; the same for the same epoch, wherever it begins. */
export interface LoopData {
  stepsPerEpoch: number
  epoch(epoch: number, fromStep: number): AsyncIterable<LoopBatch>
}

export interface LoopSettings {
  fingerprint: string
  /** Of each part of the training set. */
  epochs: number
  learningRate: number
  schedule: ScheduleName
  earlyStopping: number | null
  /** Time between two checkpoints within an epoch. */
  checkpointMs: number
}

export interface LoopTools {
  learner: Learner
  /** One for each of the consecutive parts. */
  splits: readonly LoopData[]
  /** Figures of the network as it stands. */
  judge(): Promise<EpochMeasures & { valLoss: number }>
  monotonicMs(): number
  save(name: 'last' | 'best', checkpoint: Checkpoint): void
  /** The weights of the best epoch. */
  loadBest(): Checkpoint | null
  onProgress(progress: LoopProgress): void
  onEpoch(row: EpochRow): void
  /** Rejects when the device that computes is lost. */
  lost: Promise<never>
  signal: AbortSignal
}

export interface LoopProgress {
  epoch: number
  step: number
  stepsPerEpoch: number
  /** Mean loss of the epoch so far; null before the first figures. */
  loss: number | null
}

export interface LoopResult {
  history: EpochRow[]
  /** Epoch, from 1, whose weights the network now has. */
  best: number
  stoppedEarly: boolean
}

/** Steps between two looks at the figures, which wait for the device. */
export const STEPS_PER_CHECK = 20
/** A gradient this long does not come back. */
const LARGEST_NORM = 1e6

/**
 * Trains: every epoch of every split, with checkpoints, and puts the weights of the best epoch into the network. The
 * best is that of the highest macro mAP on the validation films (of the lowest loss where no film has a genre).
 * @throws AppError `train/diverged`, `train/device-lost`, `train/disk-full`; `app/cancelled` after a checkpoint
 */
export async function runLoop(
  settings: LoopSettings,
  tools: LoopTools,
  from: Checkpoint | null,
): Promise<LoopResult> {
  try {
    return await runSplits(settings, tools, from)
  } catch (error) {
    // Whatever a step says that computed on a lost device, the loss is what is told.
    await Promise.race([tools.lost, breath()])
    throw error
  }
}

async function runSplits(
  settings: LoopSettings,
  tools: LoopTools,
  from: Checkpoint | null,
): Promise<LoopResult> {
  const { learner } = tools
  let position = from?.position ?? startOf(settings.fingerprint)
  if (from !== null) learner.restore(from.vectors, position.updates)
  let stoppedEarly = false
  for (let split = position.split; split < tools.splits.length; split++) {
    const data = tools.splits[split] as LoopData
    const lastEpoch = (split + 1) * settings.epochs
    stoppedEarly = isPatienceOver(settings, position)
    while (!stoppedEarly && position.epoch <= lastEpoch) {
      position = await runEpoch(settings, tools, data, position)
      stoppedEarly = isPatienceOver(settings, position)
    }
    putBest(tools)
    if (split + 1 < tools.splits.length) {
      position = nextSplit(settings, position, split + 1)
      learner.restartOptimizer()
    }
  }
  const { history, best } = position
  return { history, best: best?.epoch ?? history.length, stoppedEarly }
}

function startOf(fingerprint: string): Position {
  const nothingDone = { step: 0, updates: 0, lossSum: 0, accuracySum: 0, lossCount: 0, seconds: 0 }
  return { fingerprint, split: 0, epoch: 1, ...nothingDone, history: [], best: null }
}

function nextSplit(settings: LoopSettings, { history, best }: Position, split: number): Position {
  return { ...startOf(settings.fingerprint), split, epoch: split * settings.epochs + 1, history, best }
}

function isPatienceOver({ earlyStopping, epochs }: LoopSettings, { split, epoch, best }: Position): boolean {
  if (earlyStopping === null) return false
  const since = Math.max(best?.epoch ?? 0, split * epochs)
  return epoch - 1 - since >= earlyStopping
}

async function runEpoch(
  settings: LoopSettings,
  tools: LoopTools,
  data: LoopData,
  start: Position,
): Promise<Position> {
  const { learner, signal } = tools
  const firstEpoch = start.split * settings.epochs + 1
  const at: Position = { ...start }
  const stepsBefore = (at.epoch - firstEpoch) * data.stepsPerEpoch
  const rateAt = (step: number) =>
    settings.learningRate *
    rateFactor(settings.schedule, stepsBefore + step, settings.epochs * data.stepsPerEpoch)
  const startedAt = tools.monotonicMs() - start.seconds * 1000
  let savedAt = tools.monotonicMs()
  const save = async () => {
    await check(tools, at)
    at.updates = learner.updates
    at.seconds = (tools.monotonicMs() - startedAt) / 1000
    tools.save('last', { position: at, vectors: await learner.save() })
    savedAt = tools.monotonicMs()
  }
  for await (const batch of data.epoch(at.epoch, at.step)) {
    learner.step(batch.parts(), { epoch: at.epoch, step: batch.step }, rateAt(batch.step))
    at.step = batch.step + 1
    if (at.step % STEPS_PER_CHECK === 0) {
      await check(tools, at)
      const { epoch, step, lossSum, lossCount } = at
      tools.onProgress({
        epoch,
        step,
        stepsPerEpoch: data.stepsPerEpoch,
        loss: lossCount === 0 ? null : lossSum / lossCount,
      })
      if (tools.monotonicMs() - savedAt >= settings.checkpointMs) await save()
    }
    // A step computes without a pause; messages come in between.
    await breath()
    if (signal.aborted) {
      await save()
      throw new AppError('app/cancelled')
    }
  }
  await check(tools, at)
  const judged = await judgeEpoch(tools).catch(async (error: unknown) => {
    // Its steps are all done; gone on with, it is judged.
    if (signal.aborted) await save()
    throw error
  })
  const { valLoss, ...measures } = judged.figures
  const row: EpochRow = {
    epoch: at.epoch,
    split: at.split + 1,
    loss: at.lossSum / at.lossCount,
    trainAccuracy: at.accuracySum / at.lossCount,
    valLoss,
    ...measures,
    // Of its last step, done in this run or before a stop.
    learningRate: rateAt(data.stepsPerEpoch - 1),
    seconds: (tools.monotonicMs() - startedAt) / 1000,
  }
  const score = measures.macroMAP ?? -valLoss
  const ended: Position = {
    ...startOf(settings.fingerprint),
    split: at.split,
    epoch: at.epoch + 1,
    updates: learner.updates,
    history: [...at.history, row],
    best: at.best,
  }
  if (at.best === null || score > at.best.score) {
    ended.best = { epoch: at.epoch, score, split: at.split }
    tools.save('best', { position: ended, vectors: judged.weights })
  }
  tools.save('last', { position: ended, vectors: await learner.save() })
  tools.onEpoch(row)
  return ended
}

function judgeEpoch({
  learner,
  judge,
  lost,
}: LoopTools): Promise<{ figures: EpochMeasures & { valLoss: number }; weights: Map<string, Float32Array> }> {
  return learner.withJudgedWeights(async () => ({
    figures: await Promise.race([judge(), lost]),
    weights: await learner.copyWeights(),
  }))
}

/** Reads the figures of the last steps into the position. */
async function check(tools: LoopTools, at: Position): Promise<void> {
  const figures = await Promise.race([tools.learner.readFigures(), tools.lost])
  if (!figures.isFinite || figures.largestNorm > LARGEST_NORM) {
    throw new AppError('train/diverged', `Epoch ${at.epoch}, step ${at.step}`)
  }
  at.lossSum += figures.lossSum
  at.accuracySum += figures.accuracySum
  at.lossCount += figures.pictures
}

function putBest(tools: LoopTools): void {
  const best = tools.loadBest()
  if (best !== null) tools.learner.takeWeights(best.vectors)
}

function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import { AppError, fromErrorBody } from '#shared/errors.ts'
import { decodeFrame, encodeFrame, FrameReader } from '#shared/util/frames.ts'
import { architectureOf, requireBuildable } from '../../model/architectures/architecture.ts'
import { chooseBackend } from '../../model/backends/choose-backend.ts'
import { runProbe } from '../../model/backends/run-probe.ts'
import { trainingEnvironment } from '../../model/backends/training-environment.ts'
import { dataFolder } from '../../catalog/paths.ts'
import { openRegistry } from '../../model/registry.ts'
import { entryPath } from '../../platform/entry-path.ts'
import { resources } from '../../platform/resources.ts'
import { parseAugment } from '../augment/spec.ts'
import { parseFilters } from '../datasets/filters.ts'
import type { EpochRow } from './history.ts'
import type { LoopProgress } from './loop.ts'
import { claimFolder } from './out-folder.ts'
import type { TrainingPhase } from './run-training.ts'
import type { TrainResult } from './train-result.ts'
import type { FromTrainer, ToTrainer } from './wire.ts'

export interface TrainEvents {
  signal: AbortSignal
  onPhase?(phase: TrainingPhase | 'choosing', done: number, total: number): void
  onProgress?(progress: LoopProgress): void
  onEpoch?(row: EpochRow): void
  /** The backend that `auto` came to. */
  onBackend?(name: string): void
}

export interface TrainRequest {
  options: TrainOptions
  resume: boolean
  /** Of decoded pictures; by default in the data folder. */
  cacheFolder?: string
}

const LARGEST_FRAME_BYTES = 64 * 1024 * 1024
/** After a cancel the process has so long to write a checkpoint; then it is killed and the last one counts. */
const CANCEL_GRACE_MS = 800

/**
 * Trains a network in a process of its own and waits for it. Cancelled, it ends within a second and can be resumed.
 * @throws AppError `dataset/…`, `train/…`, `backend/unavailable`, `app/cancelled`
 */
export async function train(request: TrainRequest, events: TrainEvents): Promise<TrainResult> {
  const { resume } = request
  checkOptions(request.options)
  claimFolder(request.options.out, resume)
  const options = await withBackend(request.options, events)
  const start: ToTrainer = {
    kind: 'start',
    options,
    resume,
    cacheFolder: request.cacheFolder ?? join(dataFolder(), 'training'),
  }
  return converse(start, events)
}

/** What can be refused without looking at a film, before anything takes time. */
function checkOptions({ arch, input, variant, freeze, filter, augment, compare }: TrainOptions): void {
  const { defaultInput, stageCount } = architectureOf(arch)
  requireBuildable(arch, { input: input ?? defaultInput, variant })
  if (freeze >= stageCount) throw new AppError('train/frozen', String(freeze))
  parseFilters(filter)
  parseAugment(augment)
  // Else a wrong name would be told hours later.
  if (compare !== null) openRegistry(resources.modelsFolder()).placeOf(compare)
}

async function withBackend(options: TrainOptions, events: TrainEvents): Promise<TrainOptions> {
  if (options.backend !== 'auto') return options
  events.onPhase?.('choosing', 0, 1)
  const architecture = architectureOf(options.arch)
  const { signal } = events
  const task = {
    architecture: architecture.name,
    input: options.input ?? architecture.defaultInput,
    batch: options.microBatch ?? options.batch,
  }
  const { threads } = options
  const { name } = await chooseBackend(task, { threads, probe: (asked) => runProbe(asked, { signal }) })
  if (signal.aborted) throw new AppError('app/cancelled')
  events.onBackend?.(name)
  return { ...options, backend: name }
}

function converse(start: ToTrainer, events: TrainEvents): Promise<TrainResult> {
  const child = spawn(
    process.execPath,
    [entryPath('trainer-process', 'training/trainer/trainer-process.ts')],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: trainingEnvironment(),
    },
  )
  passOn(child.stdio[2] as Readable)
  const requests = child.stdio[3] as Writable
  const answers = child.stdio[4] as Readable
  const reader = new FrameReader(LARGEST_FRAME_BYTES)
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    const cancel = () => {
      requests.write(encodeFrame({ kind: 'cancel' } satisfies ToTrainer))
      timer = setTimeout(() => child.kill('SIGKILL'), CANCEL_GRACE_MS)
    }
    const receive = (message: FromTrainer) => {
      if (message.kind === 'phase') events.onPhase?.(message.phase, message.done, message.total)
      else if (message.kind === 'progress') events.onProgress?.(message.progress)
      else if (message.kind === 'epoch') events.onEpoch?.(message.row)
      else if (message.kind === 'done') resolve(message.result)
      else reject(fromErrorBody(message.error))
    }
    answers.on('data', (chunk: Buffer) => {
      try {
        for (const frame of reader.push(chunk)) receive(decodeFrame(frame).header as FromTrainer)
      } catch {
        // What follows bytes that are no frame cannot be read.
        child.kill('SIGKILL')
      }
    })
    // Pipes of a process that died go with it; its exit is what counts.
    requests.on('error', () => undefined)
    answers.on('error', () => undefined)
    const gone = () => {
      clearTimeout(timer)
      events.signal.removeEventListener('abort', cancel)
      // After an answer this changes nothing.
      reject(new AppError(events.signal.aborted ? 'app/cancelled' : 'train/process-died'))
    }
    child.once('close', gone)
    child.once('error', gone)
    events.signal.addEventListener('abort', cancel, { once: true })
    requests.write(encodeFrame(start))
    if (events.signal.aborted) cancel()
  })
}

/** TensorFlow greets at every log level, once before its log has begun and once to say that oneDNN is on. */
const GREETING = /^WARNING: All log messages before|^I\d{4} .*oneDNN custom operations are on/

/** What the process says of trouble, line by line, without its library's greeting. */
function passOn(errors: Readable): void {
  const lines = createInterface({ input: errors })
  lines.on('line', (line) => {
    if (!GREETING.test(line)) process.stderr.write(`${line}\n`)
  })
}

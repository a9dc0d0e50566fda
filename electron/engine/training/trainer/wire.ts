import type { TrainOptions } from '#shared/domain/train-options.ts'
import type { ErrorBody } from '#shared/errors.ts'
import type { EpochRow } from './history.ts'
import type { LoopProgress } from './loop.ts'
import type { TrainingPhase } from './run-training.ts'
import type { TrainResult } from './train-result.ts'

/** To the training process. Without `cancel` it goes on to the end; when its pipe closes it ends at once. */
export type ToTrainer =
  | {
      kind: 'start'
      options: TrainOptions
      resume: boolean
      cacheFolder: string
    }
  | { kind: 'cancel' }

/** From the training process; `done` or `error` is the last. */
export type FromTrainer =
  | { kind: 'phase'; phase: TrainingPhase; done: number; total: number }
  | { kind: 'progress'; progress: LoopProgress }
  | { kind: 'epoch'; row: EpochRow }
  | { kind: 'done'; result: TrainResult }
  | { kind: 'error'; error: ErrorBody }

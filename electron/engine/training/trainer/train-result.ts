import type { Measures } from '#shared/contract/models.ts'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import type { RowNote } from '../datasets/film.ts'
import type { EpochRow } from './history.ts'
import type { Calibration } from '../fit-calibration.ts'
import type { DataCounts } from './prepare-data.ts'

/** What a training came to; `training.json` in its folder, with what it takes to do it again. */
export interface TrainResult {
  options: TrainOptions
  parameters: number
  /** What it began with, and the tensors that were drawn all the same; null: all drawn. */
  init: { name: string; licence: string | null; leftOut: string[] } | null
  counts: DataCounts
  notes: RowNote[]
  epochs: EpochRow[]
  /** From 1. */
  best: number
  stoppedEarly: boolean
  /** How the logits were made to mean what they say; null: they were left as they are. */
  calibration: Pick<Calibration, 'logLoss' | 'weights'> | null
  /** Of the best epoch on the validation films, at the levels fitted on them. */
  measures: Measures
  backend: string
  /** Working time, resumed parts included. */
  seconds: number
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { GENRES } from '#shared/domain/genres.ts'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import { crossFitLevels, fitLevels } from '../levels.ts'
import { measure } from '../measures/measure.ts'
import type { Trained } from './run-training.ts'
import type { TrainResult } from './train-result.ts'

/** Fits the levels, measures, and writes the model, its report and `training.json` into the folder. */
export async function finishTraining(
  options: TrainOptions,
  trained: Trained,
  previousModel: string | null,
): Promise<TrainResult> {
  const { scores, truth } = trained.judged
  const levels = fitLevels(scores, truth, GENRES.length)
  const crossFit = crossFitLevels(scores, truth, GENRES.length)
  const measures = measure({
    scores,
    truth,
    labels: [...GENRES],
    thresholds: levels.map((level) => level.maybe),
    likely: levels.map((level) => level.likely),
    trainingPrevalence: trained.trainingPrevalence,
  })
  const result: TrainResult = {
    options,
    parameters: trained.parameters,
    init: trained.init,
    counts: trained.counts,
    notes: trained.data.notes,
    epochs: trained.history,
    best: trained.best,
    stoppedEarly: trained.stoppedEarly,
    measures,
    backend: trained.backend,
    seconds: trained.history.reduce((sum, row) => sum + row.seconds, 0),
  }
  void crossFit
  void previousModel
  writeFileSync(join(options.out, 'training.json'), `${JSON.stringify(result, null, 2)}\n`)
  return result
}

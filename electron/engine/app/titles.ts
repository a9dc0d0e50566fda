import { AppError } from '#shared/errors.ts'
import type { Answers } from '../model/predictor.ts'
import { followTitles } from '../scan/predict-poster.ts'
import type { EngineContext } from './context.ts'

/**
 * Predicts posters again whose title or year has changed, within the write that changed it. Where the model cannot be
 * read the edit stands all the same, and the next scan makes up for it.
 */
export function followEdits(context: EngineContext, posterIds: Iterable<number>): void {
  const answers = titledAnswers(context)
  if (answers !== null) followTitles(context.store, answers, posterIds, context.clock.now())
}

/** The model in use where it reads titles and its files are whole; nothing is loaded for one that reads none. */
export function titledAnswers({ manifest, model }: EngineContext): Answers | null {
  if (manifest.titleModel === undefined) return null
  try {
    return model.answers()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return null
  }
}

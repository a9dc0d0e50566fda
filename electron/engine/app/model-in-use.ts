import { AppError } from '#shared/errors.ts'
import { PREPROCESS_VERSION } from '../images/preprocess.ts'
import type { Answers } from '../model/predictor.ts'
import { answersOf } from '../model/predictor.ts'
import type { LoadedModel } from '../model/registry.ts'
import type { UsableModel } from '../model/usable-model.ts'
import type { Log } from '../platform/log.ts'

/** The model of an engine, shared by all that ask it. */
export interface ModelInUse {
  /** @throws AppError `model/…`, the same one each time; `model/safe-mode` */
  load(): LoadedModel
  /**
   * What it makes of stored embeddings, without its network.
   * @throws AppError as {@link load}
   */
  answers(): Answers
}

/** Says in the log, once, that the model cannot be read. */
export function modelInUse(usable: UsableModel, options: { safeMode: boolean; log: Log }): ModelInUse {
  const { safeMode, log } = options
  let isTold = false
  let answers: Answers | null = null
  const load = () => {
    if (safeMode) throw new AppError('model/safe-mode')
    try {
      return usable.load()
    } catch (error) {
      if (!isTold) log.error({ error }, 'model cannot be read')
      isTold = true
      throw error
    }
  }
  return {
    load,
    answers: () => (answers ??= answersOf(load(), { preprocessVersion: PREPROCESS_VERSION })),
  }
}

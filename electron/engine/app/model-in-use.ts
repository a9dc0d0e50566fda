import { AppError } from '#shared/errors.ts'
import { PREPROCESS_VERSION } from '../images/preprocess.ts'
import type { Answers } from '../model/predictor.ts'
import { answersOf } from '../model/predictor.ts'
import type { LoadedModel, ModelManifest } from '../model/registry.ts'
import type { UsableModel } from '../model/usable-model.ts'
import type { Log } from '../platform/log.ts'

/** The model of an engine, shared by all that ask it. */
export interface ModelInUse {
  readonly manifest: ModelManifest
  /** Why that is not the one that was chosen; null: it is. */
  readonly trouble: AppError | null
  /** @throws AppError `model/…`, the same one each time; `model/safe-mode` */
  load(): LoadedModel
  /**
   * What it makes of stored embeddings, without its network.
   * @throws AppError as {@link load}
   */
  answers(): Answers
  /** Another version was chosen. */
  renew(): void
}

/**
 * Says in the log, once for each version, that the model cannot be read.
 * @param find gives the model to be used now
 */
export function modelInUse(
  find: () => UsableModel,
  { safeMode, log }: { safeMode: boolean; log: Log },
): ModelInUse {
  let usable = find()
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
    get manifest() {
      return usable.manifest
    },
    get trouble() {
      return usable.trouble
    },
    load,
    answers: () => (answers ??= answersOf(load(), { preprocessVersion: PREPROCESS_VERSION })),
    renew() {
      usable = find()
      answers = null
      isTold = false
    },
  }
}

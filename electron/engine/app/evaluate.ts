import { resolve } from 'node:path'
import type { ParsedParams } from '#shared/contract/contract.ts'
import type { EvaluateReport } from '#shared/contract/models.ts'
import { createPictures } from '../images/pictures.ts'
import { PREPROCESS_VERSION } from '../images/preprocess.ts'
import { openPredictor } from '../model/predictor.ts'
import { onlyFilms, readDatasetFolder } from '../training/datasets/folder.ts'
import { evaluateWithTitles } from '../training/evaluate.ts'
import type { ModelTools } from './model-tools.ts'

/** @throws AppError `dataset/…`, `model/…` */
export async function evaluate(
  context: ModelTools,
  params: ParsedParams<'models.evaluate'>,
  signal: AbortSignal,
): Promise<EvaluateReport> {
  const { films: all } = readDatasetFolder(params.dataset)
  const films = params.only === null ? all : onlyFilms(all, resolve(params.only))
  const wanted = params.model === null || params.model === 'current' ? context.manifest.id : params.model
  const predictor = await openPredictor(context.registry, wanted, {
    preprocessVersion: PREPROCESS_VERSION,
    providers: { memory: context.providers },
  })
  const pictures = createPictures({ input: predictor.manifest.input })
  const started = context.clock.monotonicMs()
  try {
    const { picture, withTitle } = await evaluateWithTitles(films, {
      pictures,
      predictor,
      signal,
      withTitle: params.withTitle,
    })
    return {
      ...picture,
      withTitle,
      model: predictor.modelId,
      backend: predictor.backend,
      seconds: (context.clock.monotonicMs() - started) / 1000,
    }
  } finally {
    await pictures.close()
    await predictor.close()
  }
}

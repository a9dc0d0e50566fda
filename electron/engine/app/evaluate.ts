import { resolve } from 'node:path'
import type { ParsedParams } from '#shared/contract/contract.ts'
import type { EvaluateReport } from '#shared/contract/models.ts'
import { AppError } from '#shared/errors.ts'
import { onlyFilms, readDatasetFolder } from '../training/datasets/folder.ts'
import { answersOf, comparedAnswers } from '../training/model-answers.ts'
import { judgeModel } from '../training/report/judge-model.ts'
import type { ModelTools } from './model-tools.ts'

/**
 * Measures a model on a dataset folder, beside what needs no model and, if asked, another model.
 * @throws AppError `dataset/…`, `model/…`; `dataset/empty` also when no film of the list has a readable picture
 */
export async function evaluate(
  { registry, manifest, providers, clock }: ModelTools,
  params: ParsedParams<'models.evaluate'>,
  signal: AbortSignal,
): Promise<EvaluateReport> {
  const { films: all } = readDatasetFolder(params.dataset)
  const films = params.only === null ? all : onlyFilms(all, resolve(params.only))
  const idOf = (given: string | null) => (given === null || given === 'current' ? manifest.id : given)
  // Before minutes are spent on the films.
  if (params.compare !== null) registry.placeOf(idOf(params.compare))
  const started = clock.monotonicMs()
  const tools = { registry, providers, signal }
  const answers = await answersOf(tools, idOf(params.model), films)
  const { scored, modelId, backend } = answers
  if (scored.films.length === 0) throw new AppError('dataset/empty')
  const previous =
    params.compare === null ? null : await comparedAnswers(tools, idOf(params.compare), scored.films)
  const readsTitles = params.withTitle && answers.titles !== null
  return {
    ...(await judgeModel(answers, previous, 'picture', signal)),
    withTitle: readsTitles ? await judgeModel(answers, previous, 'title', signal) : null,
    previousId: previous?.modelId ?? null,
    model: modelId,
    backend,
    seconds: (clock.monotonicMs() - started) / 1000,
  }
}

import { createPictures } from '../images/pictures.ts'
import { PREPROCESS_VERSION } from '../images/preprocess.ts'
import type { ModelManifest } from '../model/manifest.ts'
import type { TitleReader } from '../model/predictor.ts'
import { openPredictor } from '../model/predictor.ts'
import type { ProviderMemory } from '../model/providers/memory.ts'
import type { Registry } from '../model/registry.ts'
import type { DatasetFilm } from './datasets/folder.ts'
import type { ScoredFilms } from './evaluate.ts'
import { scoreFilms } from './evaluate.ts'

/** What a model says of films. */
export interface ModelAnswers {
  modelId: string
  backend: string
  manifest: ModelManifest
  titles: TitleReader | null
  scored: ScoredFilms
}

export interface AnswerTools {
  registry: Registry
  /** What is known of providers here; without it the CPU answers. */
  providers?: ProviderMemory
  signal: AbortSignal
}

/**
 * Opens a model, lets it answer for films as a scan would, and closes it again.
 * @throws AppError `model/…`, `app/cancelled`
 */
export async function answersOf(
  { registry, providers, signal }: AnswerTools,
  idOrFolder: string,
  films: readonly DatasetFilm[],
): Promise<ModelAnswers> {
  const predictor = await openPredictor(registry, idOrFolder, {
    preprocessVersion: PREPROCESS_VERSION,
    ...(providers !== undefined && { providers: { memory: providers } }),
  })
  const pictures = createPictures({ input: predictor.manifest.input })
  try {
    const scored = await scoreFilms(films, { pictures, predictor, signal })
    // What computed last: another may have taken over, or been dropped.
    const { modelId, backend, manifest, titles } = predictor
    return { modelId, backend, manifest, titles, scored }
  } finally {
    await pictures.close()
    await predictor.close()
  }
}

/**
 * The same of a model that is set beside another; whether it was trained on the films is not known here, and whoever
 * asks for the comparison answers for it.
 * @returns null where a film cannot be read any more, since the films must be the same
 * @throws AppError `model/…`, `app/cancelled`
 */
export async function comparedAnswers(
  tools: AnswerTools,
  idOrFolder: string,
  films: readonly DatasetFilm[],
): Promise<ModelAnswers | null> {
  const answers = await answersOf(tools, idOrFolder, films)
  return answers.scored.films.length === films.length ? answers : null
}

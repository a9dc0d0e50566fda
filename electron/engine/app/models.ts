import { join, resolve } from 'node:path'
import type { ParsedParams } from '#shared/contract/contract.ts'
import type {
  GenreFigures,
  ModelGenre,
  ModelInfo,
  ModelReport,
  PredictReport,
  VerifiedModel,
} from '#shared/contract/models.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { AppError, toErrorBody } from '#shared/errors.ts'
import type { PictureResult } from '../images/pictures.ts'
import { createPictures } from '../images/pictures.ts'
import { PREPROCESS_VERSION } from '../images/preprocess.ts'
import type { FilmTitle, Predictor } from '../model/predictor.ts'
import { openPredictor } from '../model/predictor.ts'
import type { ModelManifest } from '../model/registry.ts'
import { isFile } from '../platform/named-file.ts'
import { readReport } from '../training/report/read-report.ts'
import type { ModelTools } from './model-tools.ts'

export function listModels({ registry, manifest }: ModelTools): { models: ModelInfo[] } {
  return { models: registry.list().map((model) => infoOf(model, manifest.id)) }
}

/** What is told of a model wherever models are listed. */
export function infoOf(model: ModelManifest, currentId: string): ModelInfo {
  return {
    id: model.id,
    trunk: model.trunkSha256.slice(0, 12),
    parent: model.parent,
    createdAt: model.createdAt,
    current: model.id === currentId,
    measures: model.measures,
    sha256: model.trunkSha256,
    trainedOn: model.trainedOn,
  }
}

/**
 * One model with the report of its training, which a model that was handed to us has none of.
 * @throws AppError `model/unknown`, `model/damaged`, `model/labels`
 */
export function modelReport(
  { registry, manifest }: ModelTools,
  params: ParsedParams<'models.report'>,
): ModelReport {
  const id = params.model ?? manifest.id
  const folder = registry.folderOf(id)
  const model = registry.manifestOf(id)
  return {
    model: {
      ...infoOf(model, manifest.id),
      title: model.title,
      architecture: model.architecture,
      input: { height: model.input.height, width: model.input.width },
      licence: model.licence,
      genres: GENRES.map((name, index) => genreOf(model, name, index)),
    },
    report: readReport(join(folder, 'report.json')),
  }
}

function genreOf(model: ModelManifest, name: ModelGenre['name'], index: number): ModelGenre {
  return {
    name,
    trainingPrevalence: model.trainingPrevalence[index] ?? 0,
    ...figuresOf(model, index),
    withTitle: model.titleModel === undefined ? null : figuresOf(model.titleModel, index),
  }
}

function figuresOf(model: Pick<ModelManifest, 'levels' | 'reliability'>, index: number): GenreFigures {
  const level = model.levels[index]
  const reliability = model.reliability[index]
  return {
    likelyFrom: level?.likely ?? null,
    maybeFrom: level?.maybe ?? 1,
    likelyPrecision: reliability?.likelyPrecision ?? null,
    likelyRecall: reliability?.likelyRecall ?? null,
    maybePrecision: reliability?.maybePrecision ?? null,
    maybeRecall: reliability?.maybeRecall ?? null,
    support: reliability?.support ?? 0,
  }
}

/** A model of the registry, and what is wrong with its files; null: nothing is. */
interface ExaminedModel {
  id: string
  /** Null where there is none to be used. */
  manifest: ModelManifest | null
  problem: AppError | null
}

/** Reads every file of every model against its checksum. */
export function examineModels({ registry }: Pick<ModelTools, 'registry'>): ExaminedModel[] {
  return registry.ids().map((id) => {
    let manifest: ModelManifest | null = null
    try {
      manifest = registry.manifestOf(id)
      registry.load(id)
      registry.replay(id)
      return { id, manifest, problem: null }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { id, manifest, problem: error }
    }
  })
}

/** The same for a person. A damaged model is an answer, not an error. */
export function verifyModels(tools: ModelTools): { models: VerifiedModel[] } {
  return {
    models: examineModels(tools).map(({ id, manifest, problem }) => ({
      ...(manifest === null ? { id, ...UNKNOWN } : infoOf(manifest, tools.manifest.id)),
      intact: problem === null,
      problem: problem?.message ?? null,
    })),
  }
}

/** Of a model whose manifest cannot be used, which is never the one in use. */
const UNKNOWN = {
  trunk: null,
  parent: null,
  createdAt: null,
  current: false,
  measures: {},
  sha256: null,
  trainedOn: null,
}

/**
 * Predicts files that need not be in the catalog. A file that cannot be read is an item with an error.
 * @throws AppError `model/…`
 */
export async function predictFiles(
  context: ModelTools,
  params: ParsedParams<'models.predict'>,
  signal: AbortSignal,
): Promise<PredictReport> {
  const started = context.clock.monotonicMs()
  const predictor = await openPredictor(context.registry, params.model ?? context.manifest.id, {
    preprocessVersion: PREPROCESS_VERSION,
    providers: { memory: context.providers },
  })
  const film = params.title === null ? null : { title: params.title, year: params.year }
  const pictures = createPictures({ input: predictor.manifest.input })
  const items = params.files.map((file) => itemToRead(resolve(file)))
  const requests = items.flatMap(({ path, error }, key) =>
    error === null ? [{ key, path: Buffer.from(path), wantTensor: true, wantThumbnail: false }] : [],
  )
  try {
    for await (const result of pictures.process(requests, { signal })) {
      const item = items[result.key]
      if (item !== undefined) Object.assign(item, await predictOne(predictor, result, film))
    }
  } finally {
    await pictures.close()
    await predictor.close()
  }
  return {
    items,
    model: predictor.modelId,
    backend: predictor.backend,
    usedTitle: film !== null && (predictor.titles?.logits(film) ?? null) !== null,
    seconds: (context.clock.monotonicMs() - started) / 1000,
  }
}

function itemToRead(path: string): PredictReport['items'][number] {
  const { code, message } = toErrorBody(new AppError('file/not-found'))
  return { path, genres: [], error: isFile(path) ? null : { code, message } }
}

async function predictOne(
  predictor: Predictor,
  result: PictureResult,
  film: FilmTitle | null,
): Promise<Pick<PredictReport['items'][number], 'genres' | 'error'>> {
  if (!result.ok) return { genres: [], error: { code: result.code, message: result.message } }
  const [stored] = result.tensor === null ? [] : await predictor.embed([result.tensor])
  if (stored === undefined) return { genres: [], error: null }
  const { manifest, titles } = predictor
  const both = film === null ? null : (titles?.probabilities(predictor.logits(stored), film) ?? null)
  const levels = both === null ? manifest.levels : titles?.levels
  const genres = Array.from(both ?? predictor.probabilities(stored), (probability, index) => {
    const level = levels?.[index]
    const likely = level?.likely ?? null
    return {
      name: GENRES[index] ?? GENRES[0],
      probability,
      level:
        likely !== null && probability >= likely
          ? ('likely' as const)
          : probability >= (level?.maybe ?? 1)
            ? ('maybe' as const)
            : null,
    }
  })
  return {
    genres: genres.sort(
      (left, right) => right.probability - left.probability || (left.name < right.name ? -1 : 1),
    ),
    error: null,
  }
}

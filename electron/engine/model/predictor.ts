import type { AppError } from '#shared/errors.ts'
import { headScorer } from './head-scorer.ts'
import { sigmoid } from './heads.ts'
import { sha256Hex } from '../platform/hash.ts'
import type { ProviderTools } from './providers/chosen-embedder.ts'
import { ChosenEmbedder } from './providers/chosen-embedder.ts'
import type { LoadedModel, ModelManifest, Registry } from './registry.ts'
import { encodeEmbedding } from './stored-embedding.ts'
import type { FusedGenre } from './title/title-fusion.ts'
import { explainFusion, fusedLogits } from './title/title-fusion.ts'
import type { TitleModel } from './title/title-model.ts'
import { titleLogits } from './title/title-model.ts'

/** What a film is called and when it came out, as somebody who may be trusted says. */
export interface FilmTitle {
  title: string
  year: number | null
}

/** What a model makes of stored embeddings: all of it but the network. */
export interface Answers {
  readonly modelId: string
  readonly manifest: ModelManifest
  readonly trunkSha256: string
  readonly preprocessVersion: number
  /** Twenty probabilities of a stored embedding. */
  probabilities(stored: Uint8Array): Float32Array
  /** The same before the sigmoid. */
  logits(stored: Uint8Array): Float32Array
  /** Reads titles; null for a model that looks at the picture only. */
  readonly titles: TitleReader | null
}

/** A model at work: pictures to stored embeddings, stored embeddings to probabilities. */
export interface Predictor extends Answers {
  /** What computes at the moment: another may take over, or be dropped. */
  readonly backend: string
  /** Pictures that are best computed together, at the moment. */
  readonly batchSize: number
  /** Batches that are best under way at the same time, at the moment. */
  readonly batchesAtOnce: number
  /** What a person should know: a provider was dropped, or a slower one computes. */
  readonly warnings: readonly AppError[]
  /** Stored (quantised) embeddings of model inputs. */
  embed(tensors: readonly Uint8Array[]): Promise<Uint8Array[]>
  close(): Promise<void>
}

/** What a model makes of titles. */
export interface TitleReader {
  /** Names title model and joining: with another, the same title may be answered otherwise. */
  readonly key: string
  /** Twenty logits of the title alone; null when it says nothing. */
  logits(film: FilmTitle): Float64Array | null
  /** Twenty probabilities from both; null when the title says nothing, and the picture alone has the word. */
  probabilities(picture: ArrayLike<number>, film: FilmTitle): Float32Array | null
  /** The same in label order with the parts apart. */
  explain(picture: ArrayLike<number>, film: FilmTitle): FusedGenre[] | null
  /** Of picture and title together. */
  readonly levels: ModelManifest['levels']
}

/**
 * @param options.providers what may compute besides the CPU; by default nothing
 * @throws AppError `model/…` as {@link Registry.load} says
 */
export async function openPredictor(
  registry: Registry,
  idOrFolder: string,
  options: AnswerOptions & { providers?: ProviderTools },
): Promise<Predictor> {
  return predictorOf(registry.load(idOrFolder), options)
}

/** The same of a model that is loaded. */
export function predictorOf(
  model: LoadedModel,
  options: AnswerOptions & { providers?: ProviderTools },
): Predictor {
  const answers = answersOf(model, options)
  return predictorWith(model, () => answers, options.providers)
}

/**
 * A predictor whose answers may become those of another head on the same trunk.
 * @param answers asked anew each time
 */
export function predictorWith(
  model: LoadedModel,
  answers: () => Answers,
  providers: ProviderTools = { memory: null },
): Predictor {
  const embedder = new ChosenEmbedder(model, providers)
  return {
    get modelId() {
      return answers().modelId
    },
    get manifest() {
      return answers().manifest
    },
    get trunkSha256() {
      return answers().trunkSha256
    },
    get preprocessVersion() {
      return answers().preprocessVersion
    },
    get titles() {
      return answers().titles
    },
    probabilities: (stored) => answers().probabilities(stored),
    logits: (stored) => answers().logits(stored),
    get backend() {
      return embedder.backend
    },
    get batchSize() {
      return embedder.setting.batchSize
    },
    get batchesAtOnce() {
      return embedder.setting.batchesAtOnce
    },
    warnings: embedder.warnings,
    embed: async (tensors) => (await embedder.embed(tensors)).map(encodeEmbedding),
    close: () => embedder.close(),
  }
}

export interface AnswerOptions {
  preprocessVersion: number
}

export function answersOf({ manifest, head, title }: LoadedModel, options: AnswerOptions): Answers {
  let score: ReturnType<typeof headScorer> | null = null
  // Many are opened that are asked nothing.
  const logits = (stored: Uint8Array) => (score ??= headScorer(head))(stored)
  return {
    modelId: manifest.id,
    manifest,
    trunkSha256: manifest.trunkSha256,
    preprocessVersion: options.preprocessVersion,
    probabilities: (stored) => logits(stored).map(sigmoid),
    logits,
    titles: titleReader(title, manifest),
  }
}

/** @returns null without a title model */
export function titleReader(
  model: TitleModel | null,
  { titleModel, trainingPrevalence }: Pick<ModelManifest, 'titleModel' | 'trainingPrevalence'>,
): TitleReader | null {
  if (model === null || titleModel === undefined) return null
  const { file, fusion } = titleModel
  const logits = ({ title, year }: FilmTitle) => titleLogits(model, title, year)
  return {
    key: sha256Hex(JSON.stringify([file.sha256, fusion])).slice(0, 12),
    logits,
    levels: titleModel.levels,
    probabilities: (picture, film) => {
      const fromTitle = logits(film)
      if (fromTitle === null) return null
      return Float32Array.from(fusedLogits(picture, fromTitle, fusion), sigmoid)
    },
    explain: (picture, film) => {
      const fromTitle = logits(film)
      return fromTitle === null ? null : explainFusion(picture, fromTitle, fusion, trainingPrevalence)
    },
  }
}

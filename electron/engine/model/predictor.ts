import type { AppError } from '#shared/errors.ts'
import { logitsOf, probabilitiesOf } from './heads.ts'
import type { ModelManifest, Registry } from './registry.ts'
import type { ProviderTools } from './providers/chosen-embedder.ts'
import { ChosenEmbedder } from './providers/chosen-embedder.ts'
import { encodeEmbedding } from './stored-embedding.ts'
import { fusedLogits, sigmoid } from './title/title-fusion.ts'
import type { TitleModel } from './title/title-model.ts'
import { titleLogits } from './title/title-model.ts'

/** What a film is called and when it came out, as somebody who may be trusted says. */
export interface FilmTitle {
  title: string
  year: number | null
}

/** A model at work: pictures to stored embeddings, stored embeddings to probabilities. */
export interface Predictor {
  readonly modelId: string
  readonly manifest: ModelManifest
  readonly trunkSha256: string
  readonly preprocessVersion: number
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
  /** Twenty probabilities of a stored embedding. */
  probabilities(stored: Uint8Array): Float32Array
  /** The same before the sigmoid. */
  logits(stored: Uint8Array): Float32Array
  /** Reads titles; null for a model that looks at the picture only. */
  readonly titles: TitleReader | null
  close(): Promise<void>
}

/** What a model makes of titles. */
export interface TitleReader {
  /** Twenty logits of the title alone; null when it says nothing. */
  logits(film: FilmTitle): Float64Array | null
  /** Twenty probabilities from both; null when the title says nothing, and the picture alone has the word. */
  probabilities(picture: ArrayLike<number>, film: FilmTitle): Float32Array | null
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
  options: { preprocessVersion: number; providers?: ProviderTools },
): Promise<Predictor> {
  const model = registry.load(idOrFolder)
  const embedder = new ChosenEmbedder(model, options.providers ?? { memory: null })
  return {
    modelId: model.manifest.id,
    manifest: model.manifest,
    trunkSha256: model.manifest.trunkSha256,
    preprocessVersion: options.preprocessVersion,
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
    probabilities: (stored) => probabilitiesOf(stored, model.head),
    logits: (stored) => logitsOf(stored, model.head),
    titles: titleReader(model.title, model.manifest),
    close: () => embedder.close(),
  }
}

/** @returns null without a title model */
export function titleReader(
  model: TitleModel | null,
  { titleModel }: Pick<ModelManifest, 'titleModel'>,
): TitleReader | null {
  if (model === null || titleModel === undefined) return null
  const logits = ({ title, year }: FilmTitle) => titleLogits(model, title, year)
  return {
    logits,
    levels: titleModel.levels,
    probabilities: (picture, film) => {
      const fromTitle = logits(film)
      if (fromTitle === null) return null
      return Float32Array.from(fusedLogits(picture, fromTitle, titleModel.fusion), sigmoid)
    },
  }
}

import { availableParallelism } from 'node:os'
import { createEmbedPool } from './embed-pool.ts'
import { logitsOf, probabilitiesOf } from './heads.ts'
import { sha256Hex } from '../platform/hash.ts'
import type { LoadedModel, ModelManifest, Registry } from './registry.ts'
import { encodeEmbedding } from './stored-embedding.ts'
import type { FusedGenre } from './title/title-fusion.ts'
import { explainFusion, fusedLogits, sigmoid } from './title/title-fusion.ts'
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
  readonly backend: string
  /** Pictures that are best computed together. */
  readonly batchSize: number
  /** Batches that are best under way at the same time. */
  readonly batchesAtOnce: number
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

const BATCH = 8
/** With the decoder beside them, two keep two cores busy and four keep four or more. */
const MOST_AT_ONCE = 4

/** @throws AppError `model/…` as {@link Registry.load} says */
export async function openPredictor(
  registry: Registry,
  idOrFolder: string,
  options: AnswerOptions,
): Promise<Predictor> {
  const model = registry.load(idOrFolder)
  const batchesAtOnce = Math.min(MOST_AT_ONCE, availableParallelism())
  const embedder = createEmbedPool(model, batchesAtOnce)
  return {
    ...answersOf(model, options),
    backend: embedder.backend,
    batchSize: BATCH,
    batchesAtOnce,
    embed: async (tensors) => (await embedder.embed(tensors)).map(encodeEmbedding),
    close: () => embedder.close(),
  }
}

export interface AnswerOptions {
  preprocessVersion: number
}

export function answersOf({ manifest, head, title }: LoadedModel, options: AnswerOptions): Answers {
  return {
    modelId: manifest.id,
    manifest,
    trunkSha256: manifest.trunkSha256,
    preprocessVersion: options.preprocessVersion,
    probabilities: (stored) => probabilitiesOf(stored, head),
    logits: (stored) => logitsOf(stored, head),
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

import { availableParallelism } from 'node:os'
import { createEmbedPool } from './embed-pool.ts'
import { probabilitiesOf } from './heads.ts'
import type { ModelManifest, Registry } from './registry.ts'
import { encodeEmbedding } from './stored-embedding.ts'

/** A model at work: pictures to stored embeddings, stored embeddings to probabilities. */
export interface Predictor {
  readonly modelId: string
  readonly manifest: ModelManifest
  readonly trunkSha256: string
  readonly preprocessVersion: number
  readonly backend: string
  /** Pictures that are best computed together. */
  readonly batchSize: number
  /** Batches that are best under way at the same time. */
  readonly batchesAtOnce: number
  /** Stored (quantised) embeddings of model inputs. */
  embed(tensors: readonly Uint8Array[]): Promise<Uint8Array[]>
  /** Twenty probabilities of a stored embedding. */
  probabilities(stored: Uint8Array): Float32Array
  close(): Promise<void>
}

const BATCH = 8
/** With the decoder beside them, two keep two cores busy and four keep four or more. */
const MOST_AT_ONCE = 4

/** @throws AppError `model/…` as {@link Registry.load} says */
export async function openPredictor(
  registry: Registry,
  idOrFolder: string,
  options: { preprocessVersion: number },
): Promise<Predictor> {
  const model = registry.load(idOrFolder)
  const batchesAtOnce = Math.min(MOST_AT_ONCE, availableParallelism())
  const embedder = createEmbedPool(model, batchesAtOnce)
  return {
    modelId: model.manifest.id,
    manifest: model.manifest,
    trunkSha256: model.manifest.trunkSha256,
    preprocessVersion: options.preprocessVersion,
    backend: embedder.backend,
    batchSize: BATCH,
    batchesAtOnce,
    embed: async (tensors) => (await embedder.embed(tensors)).map(encodeEmbedding),
    probabilities: (stored) => probabilitiesOf(stored, model.head),
    close: () => embedder.close(),
  }
}

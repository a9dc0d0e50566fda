import * as tf from '@tensorflow/tfjs-core'
import { GENRES } from '#shared/domain/genres.ts'
import type { Network } from '../../model/architectures/architecture.ts'
import { encodeEmbedding } from '../../model/stored-embedding.ts'
import { turn } from '../in-turns.ts'
import type { Batches } from '../pixels/batches.ts'
import { wholeNetwork } from './frozen-stem.ts'

/** Films as a catalog will keep them: their embeddings quantised, and their genres. */
export interface StoredFilms {
  embeddings: Uint8Array[]
  /** films × labels, 0 or 1. */
  truth: Uint8Array
}

/** Those that judge a model, and some that it learned from. */
export interface StoredBoth {
  judging: StoredFilms
  learning: StoredFilms
}

export interface StoringTools {
  signal: AbortSignal
  /** Films of both together. */
  onProgress(done: number, total: number): void
}

/**
 * Runs a trained network over films as a scan will; batches are in the order of their samples.
 * @throws AppError `app/cancelled`
 */
export async function storeFilms(
  network: Network,
  judging: Batches,
  learning: Batches,
  { signal, onProgress }: StoringTools,
): Promise<StoredBoth> {
  const total = judging.samples.length + learning.samples.length
  let done = 0
  const afterBatch = async (films: number) => {
    done += films
    onProgress(done, total)
    await turn(signal)
  }
  return {
    judging: await storeAll(network, judging, afterBatch),
    learning: await storeAll(network, learning, afterBatch),
  }
}

async function storeAll(
  network: Network,
  batches: Batches,
  afterBatch: (films: number) => Promise<void>,
): Promise<StoredFilms> {
  const { model, inputOf } = wholeNetwork(network)
  const { dimensions } = network
  const stored: StoredFilms = {
    embeddings: [],
    truth: new Uint8Array(batches.samples.length * GENRES.length),
  }
  for await (const batch of batches.epoch(0)) {
    const films = batch.samples.length
    const input = inputOf(batch, 0, films)
    const embedding = tf.tidy(
      () => (model.apply(input, { training: false }) as tf.Tensor2D[])[1] as tf.Tensor2D,
    )
    const values = (await embedding.data()) as Float32Array
    tf.dispose([input, embedding])
    stored.truth.set(batch.labels, stored.embeddings.length * GENRES.length)
    for (let film = 0; film < films; film++)
      stored.embeddings.push(encodeEmbedding(values.slice(film * dimensions, (film + 1) * dimensions)))
    await afterBatch(films)
  }
  return stored
}

/**
 * What is said of stored films, films × labels.
 * @param answer `logitsOf` or `probabilitiesOf` with a head, as the catalog asks them
 */
export function answersTo(
  embeddings: readonly Uint8Array[],
  answer: (embedding: Uint8Array) => Float32Array,
): Float32Array {
  const answers = new Float32Array(embeddings.length * GENRES.length)
  embeddings.forEach((embedding, film) => {
    answers.set(answer(embedding), film * GENRES.length)
  })
  return answers
}

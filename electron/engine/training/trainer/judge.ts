import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { Head } from '../../model/heads.ts'
import { logitsOf } from '../../model/heads.ts'
import { encodeEmbedding } from '../../model/stored-embedding.ts'
import { sigmoid } from '../../model/title/title-fusion.ts'
import type { Batches } from '../pixels/batches.ts'
import { measure } from '../measures/measure.ts'
import type { InputOf } from './feed.ts'
import type { EpochMeasures } from './history.ts'
import type { Loss } from './losses.ts'

export interface JudgedFilms {
  /** Probabilities, films × labels. */
  scores: Float32Array
  /** What the scores are the sigmoid of. */
  logits: Float32Array
  truth: Uint8Array
  /** Mean loss over the films. */
  loss: number
}

export interface JudgeInput {
  /** Takes the logits from embeddings as they will be stored, as the catalog will; else from the network itself. */
  head?: Head
  /** Of the films, in their order. */
  batches: Batches
  inputOf: InputOf
  loss: Loss
  signal: AbortSignal
}

/** Runs the network over films as it would predict them: no dropout, moving statistics. */
export async function scoreNetwork(
  model: LayersModel,
  { head, batches, inputOf, loss, signal }: JudgeInput,
): Promise<JudgedFilms> {
  const labels = GENRES.length
  const count = batches.samples.length
  const judged = {
    logits: new Float32Array(count * labels),
    truth: new Uint8Array(count * labels),
    loss: 0,
  }
  let at = 0
  for await (const batch of batches.epoch(0)) {
    if (signal.aborted) throw new AppError('app/cancelled')
    const films = batch.samples.length
    const input = inputOf(batch, 0, films)
    const [answers, mean] = tf.tidy(() => {
      const [logits, embedding] = model.apply(input, { training: false }) as [tf.Tensor2D, tf.Tensor2D]
      return [
        head === undefined ? logits : embedding,
        loss(logits, tf.tensor2d(batch.labels, [films, labels])),
      ]
    }) as [tf.Tensor2D, tf.Scalar]
    const values = (await answers.data()) as Float32Array
    judged.logits.set(head === undefined ? values : throughStore(values, head), at * labels)
    judged.truth.set(batch.labels, at * labels)
    judged.loss += (((await mean.data())[0] ?? 0) * films) / count
    tf.dispose([input, answers, mean])
    at += films
    // Long validations leave room for messages too.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { ...judged, scores: judged.logits.map(sigmoid) }
}

/** Logits of embeddings [films × dimensions] that are stored and read again in between. */
function throughStore(embeddings: Float32Array, head: Head): Float32Array {
  const { dimensions } = head
  const logits = new Float32Array((embeddings.length / dimensions) * GENRES.length)
  for (let film = 0; film < embeddings.length / dimensions; film++) {
    const stored = encodeEmbedding(embeddings.slice(film * dimensions, (film + 1) * dimensions))
    logits.set(logitsOf(stored, head), film * GENRES.length)
  }
  return logits
}

/** The figures of an epoch: thresholds at 0.5, no interval, which would take longer than a small epoch. */
export function epochMeasures(
  { scores, truth, loss }: Omit<JudgedFilms, 'logits'>,
  trainingPrevalence: readonly number[],
): EpochMeasures & { valLoss: number } {
  const half = GENRES.map(() => 0.5)
  const all = measure({
    scores,
    truth,
    labels: [...GENRES],
    thresholds: half,
    likely: half,
    trainingPrevalence,
    resamples: 0,
  })
  return {
    valLoss: loss,
    perLabelAccuracy: all.perLabelAccuracy,
    predictNothingAccuracy: all.predictNothingAccuracy,
    macroMAP: all.macroMAP,
    macroMAP18: all.macroMAP18,
    microMAP: all.microMAP,
    microF1At05: all.microF1At05,
    macroF1At05: all.macroF1At05,
    top1: all.top1,
    top3Hit: all.top3Hit,
    rankingLoss: all.rankingLoss,
    ece: all.ece,
  }
}

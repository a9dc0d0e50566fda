import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { Batches } from '../pixels/batches.ts'
import { measure } from '../measures/measure.ts'
import type { InputOf } from './feed.ts'
import type { EpochMeasures } from './history.ts'
import type { Loss } from './losses.ts'

export interface JudgedFilms {
  /** Probabilities, films × labels. */
  scores: Float32Array
  truth: Uint8Array
  /** Mean loss over the films. */
  loss: number
}

export interface JudgeInput {
  /** Of the films, in their order. */
  batches: Batches
  inputOf: InputOf
  loss: Loss
  signal: AbortSignal
}

/** Runs the network over films as it would predict them: no dropout, moving statistics. */
export async function scoreNetwork(
  model: LayersModel,
  { batches, inputOf, loss, signal }: JudgeInput,
): Promise<JudgedFilms> {
  const labels = GENRES.length
  const count = batches.samples.length
  const judged: JudgedFilms = {
    scores: new Float32Array(count * labels),
    truth: new Uint8Array(count * labels),
    loss: 0,
  }
  let at = 0
  for await (const batch of batches.epoch(0)) {
    if (signal.aborted) throw new AppError('app/cancelled')
    const films = batch.samples.length
    const input = inputOf(batch, 0, films)
    const [answers, mean] = tf.tidy(() => {
      const [logits] = model.apply(input, { training: false }) as [tf.Tensor2D]
      return [tf.sigmoid(logits), loss(logits, tf.tensor2d(batch.labels, [films, labels]))]
    }) as [tf.Tensor2D, tf.Scalar]
    judged.scores.set((await answers.data()) as Float32Array, at * labels)
    judged.truth.set(batch.labels, at * labels)
    judged.loss += (((await mean.data())[0] ?? 0) * films) / count
    tf.dispose([input, answers, mean])
    at += films
    // Long validations leave room for messages too.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return judged
}

/** The figures of an epoch: thresholds at 0.5, no interval, which would take longer than a small epoch. */
export function epochMeasures(
  { scores, truth, loss }: JudgedFilms,
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

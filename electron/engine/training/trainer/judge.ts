import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { GENRES } from '#shared/domain/genres.ts'
import { measure } from '../measures/measure.ts'
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
  count: number
  /** Network input of the films `from` to `to` (exclusive); disposed of here. */
  inputOf(from: number, to: number): tf.Tensor
  truth: Uint8Array
  loss: Loss
  batch: number
  signal: AbortSignal
}

/** Runs the network over films as it would predict them: no dropout, moving statistics. */
export async function scoreNetwork(model: LayersModel, films: JudgeInput): Promise<JudgedFilms> {
  const labels = GENRES.length
  const scores = new Float32Array(films.count * labels)
  let lossSum = 0
  for (let from = 0; from < films.count && !films.signal.aborted; from += films.batch) {
    const to = Math.min(films.count, from + films.batch)
    const input = films.inputOf(from, to)
    const [probabilities, loss] = tf.tidy(() => {
      const [logits] = model.apply(input, { training: false }) as [tf.Tensor2D]
      const truth = Float32Array.from(films.truth.subarray(from * labels, to * labels))
      return [tf.sigmoid(logits), films.loss(logits, tf.tensor2d(truth, [to - from, labels]))]
    }) as [tf.Tensor2D, tf.Scalar]
    scores.set(await probabilities.data(), from * labels)
    lossSum += ((await loss.data())[0] ?? 0) * (to - from)
    tf.dispose([input, probabilities, loss])
    // Long validations leave room for messages too.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { scores, truth: films.truth, loss: lossSum / films.count }
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

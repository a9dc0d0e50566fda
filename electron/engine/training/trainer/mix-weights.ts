import * as tf from '@tensorflow/tfjs-core'
import type * as tfl from '@tensorflow/tfjs-layers'
import { AppError } from '#shared/errors.ts'
import type { ImportedWeights } from '../../model/initial-weights/initial-weights.ts'

/**
 * The weights that training starts with, to be mixed in at its end; to be disposed of.
 * @param path of the initial weights, for the refusal
 * @throws AppError `train/initial-weights` where not all of them are given: drawn ones would only spoil what was learned
 */
export function startingWeights(
  model: tfl.LayersModel,
  path: string | null,
  init: ImportedWeights | null,
): tf.Tensor[] {
  if (init === null || init.leftOut.length > 0)
    throw new AppError('train/initial-weights', `${path ?? '--keep-start'}: not all weights are given`)
  return model.getWeights().map((weight) => tf.keep(weight.clone()))
}

/**
 * Makes each weight of a network (1 − share) × itself + share × what it was. Between the start and the end of a fine-tuning the mean
 * of both is often better on pictures that neither has seen (Wortsman et al., Robust fine-tuning of zero-shot models, 2022,
 * https://arxiv.org/abs/2109.01903), at no cost when it predicts. Moments of a normalisation are mixed as they are.
 */
export function mixWeights(model: tfl.LayersModel, before: readonly tf.Tensor[], share: number): void {
  tf.tidy(() => {
    const mixed = model.getWeights().map((weight, at) => {
      const start = before[at]
      if (start === undefined) throw new RangeError('the weights are of another network')
      return tf.add(tf.mul(weight, 1 - share), tf.mul(start, share))
    })
    model.setWeights(mixed)
  })
}

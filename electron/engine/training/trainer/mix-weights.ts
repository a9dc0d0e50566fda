import * as tf from '@tensorflow/tfjs-core'
import type * as tfl from '@tensorflow/tfjs-layers'

/** A network's weights as they are now; to be disposed of. */
export function copyOfWeights(model: tfl.LayersModel): tf.Tensor[] {
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

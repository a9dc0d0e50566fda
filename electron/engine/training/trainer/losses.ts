import * as tf from '@tensorflow/tfjs-core'

export type LossName = 'bce' | 'asl' | 'focal'

/**
 * Mean loss of a batch: logits and targets [batch, labels], targets 0..1 (soft where pictures were mixed).
 * The mean is over all batch × labels values.
 */
export type Loss = (logits: tf.Tensor2D, targets: tf.Tensor2D) => tf.Scalar

/** Asymmetric loss (Ridnik et al. 2021): how strongly easy negatives are played down, and the shift that drops them. */
const ASL_GAMMA_NEGATIVE = 2
const ASL_CLIP = 0.05
/** Focal loss (Lin et al. 2017), its published default. */
const FOCAL_GAMMA = 2

/**
 * @param positiveWeights weight of a positive of each label; null: one
 */
export function lossOf(name: LossName, positiveWeights: Float32Array | null): Loss {
  const weigh = weighted(positiveWeights)
  if (name === 'bce') return (logits, targets) => tf.mean(weigh(crossEntropy(logits, targets), targets))
  const values = name === 'asl' ? asymmetric : focal
  return (logits, targets) => tf.mean(weigh(values(logits, targets), targets))
}

/** Binary cross-entropy from logits; its gradient is sigmoid − target, exact where a probability rounds to 0 or 1. */
const crossEntropy = tf.customGrad(((z: tf.Tensor, y: tf.Tensor, save: tf.GradSaveFunc) => {
  save([z, y])
  return {
    value: tf.add(tf.sub(tf.relu(z), tf.mul(z, y)), tf.log1p(tf.exp(tf.neg(tf.abs(z))))),
    gradFunc: (dy: tf.Tensor, [logits, targets]: [tf.Tensor, tf.Tensor]) => [
      tf.mul(dy, tf.sub(tf.sigmoid(logits), targets)),
      // Nobody differentiates by the targets.
      tf.zerosLike(targets),
    ],
  }
}) as unknown as Parameters<typeof tf.customGrad>[0]) as (logits: tf.Tensor, targets: tf.Tensor) => tf.Tensor

function asymmetric(logits: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  const shifted = tf.relu(tf.sub(tf.sigmoid(logits), ASL_CLIP))
  const negative = tf.mul(
    tf.pow(shifted, ASL_GAMMA_NEGATIVE),
    tf.neg(tf.log(tf.maximum(tf.sub(1, shifted), 1e-8))),
  )
  // −log sigmoid(z), without γ+: positives are rare enough.
  const positive = tf.softplus(tf.neg(logits))
  return tf.add(tf.mul(targets, positive), tf.mul(tf.sub(1, targets), negative))
}

function focal(logits: tf.Tensor, targets: tf.Tensor): tf.Tensor {
  const probability = tf.sigmoid(logits)
  const positive = tf.mul(tf.pow(tf.sub(1, probability), FOCAL_GAMMA), tf.softplus(tf.neg(logits)))
  const negative = tf.mul(tf.pow(probability, FOCAL_GAMMA), tf.softplus(logits))
  return tf.add(tf.mul(targets, positive), tf.mul(tf.sub(1, targets), negative))
}

function weighted(weights: Float32Array | null): (values: tf.Tensor, targets: tf.Tensor) => tf.Tensor {
  if (weights === null) return (values) => values
  const extra = weights.map((weight) => weight - 1)
  return (values, targets) => tf.mul(values, tf.add(1, tf.mul(targets, tf.tensor1d(extra))))
}

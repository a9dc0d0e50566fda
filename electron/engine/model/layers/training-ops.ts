import * as tf from '@tensorflow/tfjs-core'

/** Output of batch normalisation in training: normalised values, and the batch's moments per channel. */
export interface BatchNormalized {
  /** Of the input's shape. */
  values: tf.Tensor
  /** [channels]; not differentiated. */
  mean: tf.Tensor1D
  /** [channels], biased (divided by the count); not differentiated. */
  variance: tf.Tensor1D
}

/**
 * The operations whose gradients decide the speed of a training step. A backend that knows faster ones brings them
 * by {@link useTrainingOps}; the composed ones below work on every backend.
 */
export interface TrainingOps {
  /** Normalises over all axes but the last, with the moments of the batch itself; differentiable in x, gamma, beta. */
  batchNormalize(x: tf.Tensor, gamma: tf.Tensor1D, beta: tf.Tensor1D, epsilon: number): BatchNormalized
  relu(x: tf.Tensor): tf.Tensor
  relu6(x: tf.Tensor): tf.Tensor
}

export const composedOps: TrainingOps = {
  batchNormalize(x, gamma, beta, epsilon) {
    const axes = Array.from({ length: x.rank - 1 }, (_, axis) => axis)
    const { mean, variance } = tf.moments(x, axes)
    const scale = tf.mul(tf.rsqrt(tf.add(variance, epsilon)), gamma)
    const values = tf.add(tf.mul(tf.sub(x, mean), scale), beta)
    return { values, mean: mean as tf.Tensor1D, variance: variance as tf.Tensor1D }
  },
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
}

let active: TrainingOps = composedOps

/** Takes a backend's own operations; called with nothing, the composed ones again. */
export function useTrainingOps(ops: Partial<TrainingOps> = {}): void {
  active = { ...composedOps, ...ops }
}

/** The operations in use, looked up at every call: a backend may change between two steps. */
export function trainingOps(): TrainingOps {
  return active
}

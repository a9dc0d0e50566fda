import * as tf from '@tensorflow/tfjs-core'
import type { TrainingOps } from '../layers/training-ops.ts'

/*
 * Training operations as kernels of ours, for backends on which they are worth it: composed of a backend's own kernels,
 * a normalisation passes over its input some twenty times and keeps seven copies of it for the gradient.
 */

/** What a backend brings before {@link ownOps} are used on it. */
const OWN_KERNELS = {
  /** x, gamma, beta; `epsilon` → values, mean, biased variance. */
  normalize: 'OnesheetBatchNorm',
  /** dy, x, gamma, mean, variance; `epsilon` → gradients in x, gamma, beta. */
  normalizeGradient: 'OnesheetBatchNormGrad',
  /** x; `ceiling` → between 0 and the ceiling, which may be infinite. */
  rectify: 'OnesheetRectify',
  /** dy and the output y; `ceiling` → dy where y lies between 0 and the ceiling, both excluded. */
  rectifyGradient: 'OnesheetRectifyGrad',
} as const

export const ownOps: TrainingOps = {
  batchNormalize(x, gamma, beta, epsilon) {
    const [values, mean, variance] = tf
      .engine()
      .runKernel<tf.Tensor[]>(OWN_KERNELS.normalize, { x, gamma, beta }, { epsilon }) as [
      tf.Tensor,
      tf.Tensor1D,
      tf.Tensor1D,
    ]
    return { values, mean, variance }
  },
  relu: (x) => tf.engine().runKernel<tf.Tensor>(OWN_KERNELS.rectify, { x }, { ceiling: Infinity }),
  relu6: (x) => tf.engine().runKernel<tf.Tensor>(OWN_KERNELS.rectify, { x }, { ceiling: 6 }),
}

/**
 * Registers a backend's kernels for {@link ownOps}, and the gradients, which are the same on every backend. Once per process.
 * @param backendName as TensorFlow.js has it
 */
export function registerOwnOps<Kernel>(
  backendName: string,
  kernels: Record<keyof typeof OWN_KERNELS, (kernel: Kernel) => tf.TensorInfo | tf.TensorInfo[]>,
): void {
  for (const [name, kernelName] of Object.entries(OWN_KERNELS)) {
    const run = kernels[name as keyof typeof OWN_KERNELS]
    tf.registerKernel({ kernelName, backendName, kernelFunc: run as unknown as tf.KernelFunc })
  }
  registerGradients()
}

function registerGradients(): void {
  tf.registerGradient({
    kernelName: OWN_KERNELS.normalize,
    inputsToSave: ['x', 'gamma'],
    outputsToSave: [false, true, true],
    gradFunc(dy, [x, gamma, mean, variance], attrs) {
      const inputs = { dy: Array.isArray(dy) ? dy[0] : dy, x, gamma, mean, variance } as tf.NamedTensorMap
      const [dx, dGamma, dBeta] = tf
        .engine()
        .runKernel<tf.Tensor[]>(OWN_KERNELS.normalizeGradient, inputs, attrs) as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ]
      return { x: () => dx, gamma: () => dGamma, beta: () => dBeta }
    },
  })
  tf.registerGradient({
    kernelName: OWN_KERNELS.rectify,
    outputsToSave: [true],
    gradFunc: (dy, [y], attrs) => ({
      x: () =>
        tf.engine().runKernel<tf.Tensor>(OWN_KERNELS.rectifyGradient, { dy, y } as tf.NamedTensorMap, attrs),
    }),
  })
}

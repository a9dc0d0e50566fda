import * as tf from '@tensorflow/tfjs-core'
import type { TrainingOps } from '../layers/training-ops.ts'
import type { NativeKernelBackend, OpAttribute } from './native-binding.ts'

/*
 * TensorFlow's own training operations, which tfjs-node has no kernels for: it composes their gradients from
 * elementwise ones, at five times the time and two and a half times the memory. They are registered as kernels of
 * ours with gradients of ours, so that the tape sees one step each.
 */
const NORMALIZE = 'OnesheetFusedBatchNorm'
const RECTIFY = { relu: 'OnesheetRelu', relu6: 'OnesheetRelu6' } as const
const NATIVE_OPS = {
  relu: { forward: 'Relu', gradient: 'ReluGrad' },
  relu6: { forward: 'Relu6', gradient: 'Relu6Grad' },
} as const

type Rectifier = keyof typeof NATIVE_OPS

/** Registers the operations with their gradients for tfjs-node's backend. Once per process. */
export function registerNativeOps(backend: NativeKernelBackend): void {
  registerNormalize(backend)
  registerRectifier(backend, 'relu')
  registerRectifier(backend, 'relu6')
}

/** The operations to train with once they are registered. */
export const nativeOps: TrainingOps = {
  batchNormalize(x, gamma, beta, epsilon) {
    const channels = x.shape[x.rank - 1] ?? 1
    const count = Math.max(1, x.size / channels)
    const spatial = x.rank === 4 ? x : tf.reshape(x, [count, 1, 1, channels])
    const [y, mean, unbiased] = tf
      .engine()
      .runKernel<tf.Tensor[]>(NORMALIZE, { x: spatial, gamma, beta }, { epsilon }) as [
      tf.Tensor,
      tf.Tensor1D,
      tf.Tensor1D,
    ]
    return {
      values: x.rank === 4 ? y : tf.reshape(y, x.shape),
      mean,
      // TensorFlow gives the estimate that divides by count - 1.
      variance: tf.mul(unbiased, (count - 1) / count),
    }
  },
  relu: (x) => tf.engine().runKernel<tf.Tensor>(RECTIFY.relu, { x }),
  relu6: (x) => tf.engine().runKernel<tf.Tensor>(RECTIFY.relu6, { x }),
}

/**
 * FusedBatchNormV3 and FusedBatchNormGradV3 over [batch, height, width, channels]. Outputs: values, mean, unbiased
 * variance, and the three tensors that the gradient wants back, whose meaning is the device's own business.
 */
function registerNormalize(backend: NativeKernelBackend): void {
  let none: tf.Tensor | null = null
  tf.registerKernel({
    kernelName: NORMALIZE,
    backendName: 'tensorflow',
    kernelFunc({ inputs, attrs }) {
      const { x, gamma, beta } = inputs as unknown as Record<'x' | 'gamma' | 'beta', tf.Tensor>
      none ??= tf.keep(tf.tensor1d([], 'float32'))
      const attributes = normalizeAttributes(backend, Number(attrs?.['epsilon']))
      const momentum = { name: 'exponential_avg_factor', type: backend.binding.TF_ATTR_FLOAT, value: 1 }
      return backend.executeMultipleOutputs(
        'FusedBatchNormV3',
        [...attributes, momentum],
        [x, gamma, beta, none, none],
        6,
      )
    },
  })
  tf.registerGradient({
    kernelName: NORMALIZE,
    inputsToSave: ['x', 'gamma'],
    outputsToSave: [false, false, false, true, true, true],
    gradFunc(dy, saved, attrs) {
      const dValues = Array.isArray(dy) ? dy[0] : dy
      const [x, gamma, ...reserved] = saved
      if (dValues === undefined || x === undefined || gamma === undefined)
        throw new Error('nothing was saved')
      const [dx, dGamma, dBeta] = backend.executeMultipleOutputs(
        'FusedBatchNormGradV3',
        normalizeAttributes(backend, Number(attrs['epsilon'])),
        [dValues, x, gamma, ...reserved],
        5,
      ) as [tf.Tensor, tf.Tensor, tf.Tensor]
      return { x: () => dx, gamma: () => dGamma, beta: () => dBeta }
    },
  })
}

function normalizeAttributes({ binding }: NativeKernelBackend, epsilon: number): OpAttribute[] {
  return [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: epsilon },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ]
}

/** The gradient reads the output, so that the input need not be kept for it. */
function registerRectifier(backend: NativeKernelBackend, kind: Rectifier): void {
  const { forward, gradient } = NATIVE_OPS[kind]
  const run = (name: string, inputs: tf.Tensor[]): tf.Tensor => {
    const type = { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_FLOAT }
    const [output] = backend.executeMultipleOutputs(name, [type], inputs, 1)
    if (output === undefined) throw new Error(`${name} gave nothing`)
    return output
  }
  tf.registerKernel({
    kernelName: RECTIFY[kind],
    backendName: 'tensorflow',
    kernelFunc: ({ inputs }) => run(forward, [inputs['x'] as tf.Tensor]),
  })
  tf.registerGradient({
    kernelName: RECTIFY[kind],
    outputsToSave: [true],
    gradFunc(dy, [y]) {
      if (y === undefined) throw new Error('nothing was saved')
      return { x: () => run(gradient, [dy as tf.Tensor, y]) }
    },
  })
}

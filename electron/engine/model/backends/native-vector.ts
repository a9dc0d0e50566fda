import * as tf from '@tensorflow/tfjs-core'
import type { NativeKernelBackend, OpAttribute } from './native-binding.ts'

let made = 0

/**
 * A vector in one of TensorFlow's own variables, for its fused optimizers: Adam over 21 million weights is one pass of
 * 33 ms where a dozen elementwise operations, or a loop in JavaScript, take 280 and more. Names of the operations and
 * their inputs are TensorFlow's (tensorflow/core/ops/resource_variable_ops.cc, training_ops.cc).
 */
export class NativeVector {
  private readonly backend: NativeKernelBackend
  private readonly handle: tf.Tensor
  private readonly float: (name: string) => OpAttribute

  /** Takes a copy of the values [size]. To be made while the native backend is in use. */
  constructor(values: tf.Tensor1D) {
    const backend = tf.backend() as NativeKernelBackend
    this.backend = backend
    const { TF_ATTR_TYPE, TF_FLOAT, TF_ATTR_STRING, TF_ATTR_SHAPE } = backend.binding
    this.float = (name) => ({ name, type: TF_ATTR_TYPE, value: TF_FLOAT })
    const attributes = [
      { name: 'container', type: TF_ATTR_STRING, value: '' },
      { name: 'shared_name', type: TF_ATTR_STRING, value: `onesheet-${++made}` },
      this.float('dtype'),
      { name: 'shape', type: TF_ATTR_SHAPE, value: values.shape },
    ]
    this.handle = tf.keep(this.one('VarHandleOp', attributes, []))
    this.assign(values)
  }

  assign(values: tf.Tensor1D): void {
    this.none('AssignVariableOp', [this.float('dtype')], [values])
  }

  /** The values as they are; the caller owns the tensor. */
  read(): tf.Tensor1D {
    return this.one('ReadVariableOp', [this.float('dtype')], [this.handle]) as tf.Tensor1D
  }

  subtract(values: tf.Tensor1D): void {
    this.none('AssignSubVariableOp', [this.float('dtype')], [values])
  }

  /** Adam (Kingma & Ba 2015) with the moments in two other vectors; `updates` counts this one. */
  applyAdam(
    gradient: tf.Tensor1D,
    slots: { mean: NativeVector; variance: NativeVector },
    step: { updates: number; learningRate: number; beta1: number; beta2: number; epsilon: number },
  ): void {
    const { updates, learningRate, beta1, beta2, epsilon } = step
    const flags = [this.flag('use_locking'), this.flag('use_nesterov')]
    tf.tidy(() => {
      const numbers = [beta1 ** updates, beta2 ** updates, learningRate, beta1, beta2, epsilon]
      this.none(
        'ResourceApplyAdam',
        [this.float('T'), ...flags],
        [slots.mean.handle, slots.variance.handle, ...numbers.map((value) => tf.scalar(value)), gradient],
      )
    })
  }

  /** Gradient descent; with momentum kept in another vector where one is given. */
  applySgd(
    gradient: tf.Tensor1D,
    learningRate: number,
    velocity: { vector: NativeVector; momentum: number } | null,
  ): void {
    tf.tidy(() => {
      const rate = tf.scalar(learningRate)
      const attributes = [this.float('T'), this.flag('use_locking')]
      if (velocity === null) {
        this.none('ResourceApplyGradientDescent', attributes, [rate, gradient])
        return
      }
      const { vector, momentum } = velocity
      this.none(
        'ResourceApplyMomentum',
        [...attributes, this.flag('use_nesterov')],
        [vector.handle, rate, gradient, tf.scalar(momentum)],
      )
    })
  }

  dispose(): void {
    this.none('DestroyResourceOp', [this.flag('ignore_lookup_error')], [])
    this.handle.dispose()
  }

  private flag(name: string): OpAttribute {
    return { name, type: this.backend.binding.TF_ATTR_BOOL, value: false }
  }

  private one(name: string, attributes: OpAttribute[], inputs: tf.Tensor[]): tf.Tensor {
    return this.backend.executeSingleOutput(name, attributes, inputs)
  }

  private none(name: string, attributes: OpAttribute[], inputs: tf.Tensor[]): void {
    this.backend.executeMultipleOutputs(name, attributes, [this.handle, ...inputs], 0)
  }
}

/** Half the sum of the squares of a tensor, in one pass. On the native backend. */
export function halfSquares(tensor: tf.Tensor): tf.Scalar {
  const backend = tf.backend() as NativeKernelBackend
  const { TF_ATTR_TYPE, TF_FLOAT } = backend.binding
  return backend.executeSingleOutput(
    'L2Loss',
    [{ name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT }],
    [tensor],
  ) as tf.Scalar
}

import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'

/** A variable of a layer. */
export type LayerWeight = LayersModel['weights'][number]

/** Variables of a network seen as one vector, in their order. */
export class FlatWeights {
  readonly weights: readonly LayerWeight[]
  readonly sizes: readonly number[]
  /** Values in all. */
  readonly size: number

  constructor(weights: readonly LayerWeight[]) {
    this.weights = weights
    this.sizes = weights.map((weight) => tf.util.sizeFromShape(weight.shape as number[]))
    this.size = this.sizes.reduce((sum, size) => sum + size, 0)
  }

  /** The variables themselves, for `variableGrads`. */
  variables(): tf.Variable[] {
    return this.weights.map((weight) => weight.read() as tf.Variable)
  }

  /** A new vector [size] of the present values. */
  gather(): tf.Tensor1D {
    return tf.tidy(() => flatten(this.variables()))
  }

  /** Gives every variable its part of the vector [size]. */
  scatter(flat: tf.Tensor1D): void {
    if (this.size === 0) return
    tf.tidy(() => {
      const parts = this.sizes.length === 1 ? [flat] : tf.split(flat, [...this.sizes])
      this.weights.forEach((weight, index) => {
        const part = parts[index] as tf.Tensor1D
        // Two of three variables are vectors themselves, and every operation costs a call.
        weight.write(weight.shape.length === 1 ? part : tf.reshape(part, weight.shape as number[]))
      })
    })
  }

  /** The present values [size], in plain memory; on backends that can be read without waiting. */
  read(): Float32Array {
    const values = new Float32Array(this.size)
    let from = 0
    for (const variable of this.variables()) {
      values.set(variable.dataSync(), from)
      from += variable.size
    }
    return values
  }

  /** Gives every variable its part of [size] values. */
  write(values: Float32Array): void {
    let from = 0
    this.weights.forEach((weight, index) => {
      const to = from + (this.sizes[index] ?? 0)
      // A copy: some backends keep the array they are given.
      const tensor = tf.tensor(values.slice(from, to), weight.shape as number[])
      weight.write(tensor)
      tensor.dispose()
      from = to
    })
  }

  /** A vector [size] with one value for each variable. */
  spread(valueOf: (weight: LayerWeight) => number): Float32Array {
    const values = new Float32Array(this.size)
    let from = 0
    this.weights.forEach((weight, index) => {
      const to = from + (this.sizes[index] ?? 0)
      values.fill(valueOf(weight), from, to)
      from = to
    })
    return values
  }
}

/** Tensors of any shape as one vector, in their order. */
export function flatten(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  const flat = tensors.map((tensor) => (tensor.rank === 1 ? tensor : tf.reshape(tensor, [-1])) as tf.Tensor1D)
  if (flat.length === 0) return tf.tensor1d([])
  return flat.length === 1 ? tf.clone(flat[0] as tf.Tensor1D) : tf.concat1d(flat)
}

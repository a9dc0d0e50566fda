import type * as tf from '@tensorflow/tfjs-core'
import type * as tfl from '@tensorflow/tfjs-layers'

/** A weight of a layer, as TensorFlow.js keeps it. */
export interface Weight {
  read(): tf.Tensor
  write(value: tf.Tensor): unknown
}

/** What a subclass of a stock layer sees of it. */
export type StockLayer = tfl.layers.Layer & {
  call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor | tf.Tensor[]
}

/**
 * The class behind a factory of `tfl.layers`, which does not export its classes. A subclass keeps the stock class name
 * and configuration, so that a saved model of ours loads in plain TensorFlow.js.
 */
export function stockClass<Args, Instance extends StockLayer = StockLayer>(
  example: tfl.layers.Layer,
): new (args: Args) => Instance {
  return example.constructor as unknown as new (args: Args) => Instance
}

/** The one tensor a layer with one input is called with. */
export function onlyTensor(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  const tensor = Array.isArray(inputs) ? inputs[0] : inputs
  if (tensor === undefined) throw new Error('A layer was called without an input.')
  return tensor
}

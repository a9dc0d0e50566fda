import type * as tf from '@tensorflow/tfjs-core'
import * as tfl from '@tensorflow/tfjs-layers'
import { onlyTensor, stockClass } from './stock.ts'
import { trainingOps } from './training-ops.ts'

interface ReluArgs {
  name: string
  maxValue?: number
}

const StockRelu = stockClass<ReluArgs>(tfl.layers.reLU())

/** The stock ReLU layer, called through {@link trainingOps}: the backend's own gradient where it has one. */
class TrainableRelu extends StockRelu {
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return trainingOps().relu(onlyTensor(inputs))
  }
}

/** ReLU cut at 6 (Howard et al. 2017), saved as the stock layer with `maxValue: 6`. */
class TrainableRelu6 extends StockRelu {
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return trainingOps().relu6(onlyTensor(inputs))
  }
}

export function relu(x: tfl.SymbolicTensor, name: string): tfl.SymbolicTensor {
  return new TrainableRelu({ name }).apply(x) as tfl.SymbolicTensor
}

export function relu6(x: tfl.SymbolicTensor, name: string): tfl.SymbolicTensor {
  return new TrainableRelu6({ name, maxValue: 6 }).apply(x) as tfl.SymbolicTensor
}

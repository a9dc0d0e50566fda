import * as tf from '@tensorflow/tfjs-core'
import * as tfl from '@tensorflow/tfjs-layers'
import { dropoutMask } from './mask-source.ts'
import { onlyTensor, stockClass, type StockLayer } from './stock.ts'

interface DropoutArgs {
  name: string
  rate: number
}

const StockDropout = stockClass<DropoutArgs, StockLayer & { rate: number }>(tfl.layers.dropout({ rate: 0.5 }))

/**
 * Dropout (Srivastava et al. 2014), saved as the stock layer. The stock one repeats its mask at every step when seeded;
 * this one draws it from the mask source.
 */
class TrainableDropout extends StockDropout {
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor | tf.Tensor[] {
    const x = onlyTensor(inputs)
    if (kwargs.training !== true || this.rate === 0) return x
    return tf.tidy(() => tf.mul(x, tf.tensor(dropoutMask(this.name, this.rate, x.size), x.shape)))
  }
}

/** Drops a share `rate` of the values in training, scales the others by 1 / (1 − rate). */
export function dropout(x: tfl.SymbolicTensor, options: { name: string; rate: number }): tfl.SymbolicTensor {
  return new TrainableDropout(options).apply(x) as tfl.SymbolicTensor
}

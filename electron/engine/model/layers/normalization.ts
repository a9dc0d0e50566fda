import * as tf from '@tensorflow/tfjs-core'
import * as tfl from '@tensorflow/tfjs-layers'
import { onlyTensor, stockClass, type StockLayer, type Weight } from './stock.ts'
import { trainingOps } from './training-ops.ts'

interface NormalizationArgs {
  name: string
  epsilon: number
  momentum: number
}

interface StockNormalization extends StockLayer {
  epsilon: number
  momentum: number
  gamma: Weight
  beta: Weight
  movingMean: Weight
  movingVariance: Weight
}

const StockBatchNormalization = stockClass<NormalizationArgs, StockNormalization>(
  tfl.layers.batchNormalization({}),
)

let isCalibrating = false

/**
 * Batch normalisation over the last axis (Ioffe and Szegedy 2015), saved as the stock layer. In training it goes
 * through {@link trainingOps} and moves its statistics as TensorFlow.js does: moving = momentum × moving +
 * (1 − momentum) × batch, with the biased variance (Keras on TensorFlow takes n / (n − 1) of it).
 * Frozen (`trainable = false`) it uses the moving statistics in training too, as Keras does since version 2.
 */
class TrainableNormalization extends StockBatchNormalization {
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor | tf.Tensor[] {
    if (isCalibrating) this.calibrate(onlyTensor(inputs))
    if (kwargs.training !== true) return super.call(inputs, kwargs)
    return tf.tidy(() =>
      this.trainable ? this.byBatch(onlyTensor(inputs)) : this.byMoving(onlyTensor(inputs)),
    )
  }

  private byBatch(x: tf.Tensor): tf.Tensor {
    const { values, mean, variance } = trainingOps().batchNormalize(
      x,
      this.gamma.read() as tf.Tensor1D,
      this.beta.read() as tf.Tensor1D,
      this.epsilon,
    )
    this.move(this.movingMean, mean)
    this.move(this.movingVariance, variance)
    return values
  }

  private move(weight: Weight, value: tf.Tensor): void {
    tf.tidy(() => {
      const before = weight.read()
      weight.write(tf.sub(before, tf.mul(tf.sub(before, value), 1 - this.momentum)))
    })
  }

  /** Takes the moments of x as its own and sets scale and shift so that what comes out stays the same. */
  private calibrate(x: tf.Tensor): void {
    tf.tidy(() => {
      const { mean, variance } = tf.moments(
        x,
        Array.from({ length: x.rank - 1 }, (_, axis) => axis),
      )
      const scale = this.factor()
      const shift = tf.sub(this.beta.read(), tf.mul(this.movingMean.read(), scale))
      this.gamma.write(tf.mul(scale, tf.sqrt(tf.add(variance, this.epsilon))))
      this.beta.write(tf.add(shift, tf.mul(mean, scale)))
      this.movingMean.write(mean)
      this.movingVariance.write(variance)
    })
  }

  private factor(): tf.Tensor {
    return tf.mul(this.gamma.read(), tf.rsqrt(tf.add(this.movingVariance.read(), this.epsilon)))
  }

  /** One multiplication and one addition: the gradient of the stock operation is composed of a dozen. */
  private byMoving(x: tf.Tensor): tf.Tensor {
    const scale = this.factor()
    const shift = tf.sub(this.beta.read(), tf.mul(this.movingMean.read(), scale))
    return tf.add(tf.mul(x, scale), shift)
  }
}

/** Applies a batch normalisation to a symbolic tensor [batch, …, channels]. */
export function batchNormalization(
  x: tfl.SymbolicTensor,
  options: { name: string; epsilon: number; momentum: number },
): tfl.SymbolicTensor {
  return new TrainableNormalization(options).apply(x) as tfl.SymbolicTensor
}

/**
 * Gives every normalisation of a model the moments that it meets on a batch, without changing what the model computes:
 * scale and shift take up the difference. For weights whose moments are lost, which training would else normalise away.
 * @param batch what the model takes, [batch, h, w, 3]; some dozens of pictures
 */
export function calibrateNormalization(model: tfl.LayersModel, batch: tf.Tensor): void {
  isCalibrating = true
  try {
    tf.dispose(model.apply(batch, { training: false }) as tf.Tensor | tf.Tensor[])
  } finally {
    isCalibrating = false
  }
}

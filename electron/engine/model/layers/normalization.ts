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

/** A statistic that is to come nearer to that of a batch. */
interface Move {
  weight: Weight
  /** [channels] */
  value: tf.Tensor
  momentum: number
}

let waiting: Move[] | null = null

/**
 * Runs `train`, and moves the statistics of all normalisations that it met after it, in one go: a hundred vectors one
 * by one take hundreds of operations, and the gradient's tape would keep each of them.
 */
export function movingTogether<Result>(train: () => Result): Result {
  const moves: Move[] = []
  waiting = moves
  try {
    const result = train()
    moveAll(moves)
    return result
  } finally {
    waiting = null
    tf.dispose(moves.map(({ value }) => value))
  }
}

function moveAll(moves: readonly Move[]): void {
  for (const momentum of new Set(moves.map((move) => move.momentum))) {
    const alike = moves.filter((move) => move.momentum === momentum)
    tf.tidy(() => {
      const before = joined(alike.map(({ weight }) => weight.read()))
      const now = joined(alike.map(({ value }) => value))
      const after = tf.sub(before, tf.mul(tf.sub(before, now), 1 - momentum))
      const sizes = alike.map(({ value }) => value.size)
      const parts = sizes.length === 1 ? [after] : tf.split(after, sizes)
      alike.forEach(({ weight }, index) => weight.write(parts[index] as tf.Tensor))
    })
  }
}

function joined(vectors: tf.Tensor[]): tf.Tensor {
  return vectors.length === 1 ? (vectors[0] as tf.Tensor) : tf.concat(vectors)
}

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
    const { momentum } = this
    if (waiting === null) moveAll([{ weight, value, momentum }])
    else waiting.push({ weight, value: tf.keep(value), momentum })
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

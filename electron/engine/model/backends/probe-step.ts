import * as tf from '@tensorflow/tfjs-core'
import type { Network } from '../architectures/architecture.ts'
import { setMaskPosition } from '../layers/mask-source.ts'
import { trainingOps } from '../layers/training-ops.ts'
import { NOT_FINITE } from './reasons.ts'

/** Timed steps at most, and after which time there is no further one. */
const MOST_STEPS = 5
const ENOUGH_MS = 3000

/** Numbers of a made-up pattern, the same on every backend. */
function pattern(shape: number[], phase: number, scale = 1): tf.Tensor {
  const size = tf.util.sizeFromShape(shape)
  return tf.tensor(
    Float32Array.from({ length: size }, (_, at) => Math.sin(at * 12.9898 + phase) * scale),
    shape,
  )
}

/**
 * One step of a small fixed network over a fixed picture, with every kind of layer that the architectures have.
 * @returns loss and gradients, one after the other: what backends must agree on
 */
export async function fixedStep(): Promise<number[]> {
  const results = tf.tidy(() => {
    const picture = pattern([2, 13, 10, 3], 0) as tf.Tensor4D
    const labels = tf.cast(tf.greater(pattern([2, 5], 1), 0.3), 'float32')
    const weights = [[3, 3, 3, 8], [3, 3, 8, 1], [1, 1, 8, 12], [12, 5], [8], [8], [8], [8]].map(
      (shape, at) => tf.add(pattern(shape, at + 2, 0.5), shape.length === 1 ? 1 : 0),
    )
    const { value, grads } = tf.valueAndGrads((...given: tf.Tensor[]) => {
      const [wide, deep, point, head, ...norms] = given as [
        tf.Tensor4D,
        tf.Tensor4D,
        tf.Tensor4D,
        tf.Tensor2D,
      ]
      const [gamma1, beta1, gamma2, beta2] = norms as tf.Tensor[] as tf.Tensor1D[]
      const { batchNormalize, relu, relu6 } = trainingOps()
      if (!gamma1 || !beta1 || !gamma2 || !beta2) throw new Error('weights are missing')
      const first = relu6(
        batchNormalize(tf.conv2d(picture, wide, 2, 'same'), gamma1, beta1, 1e-3).values,
      ) as tf.Tensor4D
      const second = relu(
        batchNormalize(tf.depthwiseConv2d(first, deep, 1, 'same'), gamma2, beta2, 1e-3).values,
      ) as tf.Tensor4D
      const third = tf.conv2d(tf.maxPool(tf.add(first, second), 2, 2, 'same'), point, 1, 'valid')
      return logisticLoss(tf.matMul(tf.mean(third, [1, 2]) as tf.Tensor2D, head), labels)
    })(weights)
    return [value, ...grads]
  })
  return read(results)
}

/** Mean binary cross-entropy over logits. */
function logisticLoss(logits: tf.Tensor, labels: tf.Tensor): tf.Scalar {
  const distance = tf.softplus(tf.neg(tf.abs(logits)))
  return tf.mean(tf.add(tf.sub(tf.relu(logits), tf.mul(logits, labels)), distance))
}

/**
 * Trains a network for a moment: forward, loss and gradients, the weights left as they are.
 * @returns milliseconds per picture, the middle of some steps after one that is not counted
 */
export async function measureStep({ model, input }: Network, batch: number): Promise<number> {
  setMaskPosition({ seed: 1, epoch: 1, step: 1, microBatch: 0 })
  const labels = model.outputs[0]?.shape[1] ?? 1
  const pictures = pattern([batch, input.height, input.width, 3], 0)
  const answers = tf.cast(tf.greater(pattern([batch, labels], 1), 0.8), 'float32')
  const variables = model.trainableWeights.map((weight) => weight.read()) as tf.Variable[]
  const step = async () => {
    const started = performance.now()
    const results = tf.tidy(() => {
      const { value, grads } = tf.variableGrads(() => {
        const [logits] = model.apply(pictures, { training: true }) as [tf.Tensor]
        return logisticLoss(logits, answers)
      }, variables)
      // A number of each, so that all of them are waited for.
      return [value, ...Object.values(grads).map((gradient) => tf.sum(gradient))]
    })
    const values = await read(results)
    if (!values.every(Number.isFinite)) throw new Error(NOT_FINITE)
    return performance.now() - started
  }
  const beginning = performance.now()
  const first = await step()
  const times: number[] = []
  while (times.length < MOST_STEPS && performance.now() - beginning < ENOUGH_MS) times.push(await step())
  times.sort((a, b) => a - b)
  return (times[times.length >> 1] ?? first) / batch
}

/** Not dataSync: a graphics card answers later. */
async function read(tensors: tf.Tensor[]): Promise<number[]> {
  const values = await Promise.all(tensors.map((tensor) => tensor.data()))
  tf.dispose(tensors)
  return values.flatMap((each) => Array.from(each))
}

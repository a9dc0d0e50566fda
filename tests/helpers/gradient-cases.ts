import * as tf from '@tensorflow/tfjs-core'
import { trainingOps } from '#engine/model/layers/training-ops.ts'

export interface GradientCase {
  name: string
  inputs: number[][]
  run(inputs: tf.Tensor[]): tf.Tensor
}

function convolution(
  size: [number, number],
  filter: [number, number],
  stride: number,
  pad: 'same' | 'valid',
  [from, to] = [3, 5],
): GradientCase {
  return {
    name: `convolution ${filter.join('×')} over ${size.join('×')}×${from}, stride ${stride}, ${pad}`,
    inputs: [
      [2, ...size, from],
      [...filter, from, to],
    ],
    run: ([x, w]) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad),
  }
}

function depthwise(
  size: [number, number],
  filter: [number, number],
  stride: number,
  pad: 'same' | 'valid',
): GradientCase {
  return {
    name: `depthwise ${filter.join('×')} over ${size.join('×')}, stride ${stride}, ${pad}`,
    inputs: [
      [2, ...size, 6],
      [...filter, 6, 1],
    ],
    run: ([x, w]) => tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad),
  }
}

function pooling(
  kind: 'max' | 'avg',
  size: [number, number],
  window: number,
  stride: number,
  pad: 'same' | 'valid',
): GradientCase {
  return {
    name: `${kind}-pooling ${window} over ${size.join('×')}, stride ${stride}, ${pad}`,
    inputs: [[2, ...size, 4]],
    run: ([x]) => tf[`${kind}Pool`](x as tf.Tensor4D, window, stride, pad),
  }
}

/** Of kernels of our own; more than one workgroup of a graphics card has to do with each. */
const OURS: GradientCase[] = [
  convolution([26, 22], [3, 3], 2, 'same', [9, 70]),
  depthwise([20, 18], [5, 5], 1, 'same'),
  {
    name: 'normalisation by the batch',
    inputs: [[2, 15, 14, 40], [40], [40]],
    run: ([x, gamma, beta]) =>
      trainingOps().batchNormalize(x as tf.Tensor, gamma as tf.Tensor1D, beta as tf.Tensor1D, 1e-3).values,
  },
  { name: 'relu', inputs: [[2, 13, 12, 5]], run: ([x]) => trainingOps().relu(x as tf.Tensor) },
  {
    name: 'relu6',
    inputs: [[2, 13, 12, 5]],
    run: ([x]) => trainingOps().relu6(tf.mul(x as tf.Tensor, 6)),
  },
]

const PADS = ['same', 'valid'] as const
const SIZES: [number, number][] = [
  [8, 6],
  [7, 9],
  [5, 5],
]

/** What the architectures need in training, with odd sizes, both paddings and strides. */
const GRADIENT_CASES: GradientCase[] = [
  ...SIZES.flatMap((size) =>
    PADS.flatMap((pad) =>
      [1, 2].flatMap((stride) => [
        convolution(size, [3, 3], stride, pad),
        convolution(size, [1, 1], stride, pad),
        depthwise(size, [3, 3], stride, pad),
        pooling('max', size, 2, stride, pad),
        pooling('max', size, 3, stride, pad),
      ]),
    ),
  ),
  // Padded averages are not alike: plain JavaScript counts the padding in their gradient. No architecture has one.
  pooling('avg', [7, 9], 2, 2, 'valid'),
  pooling('avg', [8, 6], 3, 1, 'valid'),
  convolution([9, 11], [7, 7], 2, 'same'),
  convolution([9, 10], [5, 3], 2, 'same'),
  convolution([9, 10], [2, 2], 3, 'valid'),
  depthwise([9, 10], [5, 5], 2, 'same'),
  depthwise([9, 10], [2, 2], 3, 'valid'),
  {
    name: 'product of matrices',
    inputs: [
      [5, 7],
      [7, 3],
    ],
    run: ([a, b]) => tf.matMul(a as tf.Tensor, b as tf.Tensor),
  },
  {
    name: 'product of many matrices, both transposed',
    inputs: [
      [4, 7, 5],
      [4, 3, 7],
    ],
    run: ([a, b]) => tf.matMul(a as tf.Tensor, b as tf.Tensor, true, true),
  },
  {
    name: 'sum and mean over the picture',
    inputs: [[2, 5, 4, 3]],
    run: ([x]) => tf.add(tf.sum(x as tf.Tensor, [0, 1, 2]), tf.mean(x as tf.Tensor, [0, 1, 2], true)),
  },
  {
    name: 'global average',
    inputs: [[2, 5, 4, 3]],
    run: ([x]) => tf.mean(x as tf.Tensor, [1, 2]),
  },
]

/** Every n-th of them, for a card made of software takes its time; and those of our own kernels. */
export function someGradientCases(every: number): GradientCase[] {
  return [...GRADIENT_CASES.filter((_, at) => at % every === 0), ...OURS]
}

/** Numbers of a made-up pattern: the same on every backend. */
function pattern(shape: number[], phase: number): tf.Tensor {
  const size = tf.util.sizeFromShape(shape)
  const values = Float32Array.from({ length: size }, (_, at) => Math.sin(at * 12.9898 + phase) * 1.5)
  return tf.tensor(values, shape)
}

/** Value and gradients of the case, weighted so that no two outputs are alike. */
export async function evaluateGradients({ inputs, run }: GradientCase): Promise<number[][]> {
  const results = tf.tidy(() => {
    const tensors = inputs.map((shape, at) => pattern(shape, at))
    const value = run(tensors)
    const weights = pattern(value.shape, 7)
    return [value, ...tf.grads((...given: tf.Tensor[]) => tf.sum(tf.mul(run(given), weights)))(tensors)]
  })
  // Not dataSync: a graphics card answers later.
  const read = await Promise.all(results.map(async (tensor) => Array.from(await tensor.data())))
  tf.dispose(results)
  return read
}

import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { startBackend } from './start-backend.ts'

interface Case {
  name: string
  inputs: number[][]
  run(inputs: tf.Tensor[]): tf.Tensor
}

function convolution(
  size: [number, number],
  filter: [number, number],
  stride: number,
  pad: 'same' | 'valid',
): Case {
  return {
    name: `convolution ${filter.join('×')} over ${size.join('×')}, stride ${stride}, ${pad}`,
    inputs: [
      [2, ...size, 3],
      [...filter, 3, 5],
    ],
    run: ([x, w]) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad),
  }
}

function depthwise(
  size: [number, number],
  filter: [number, number],
  stride: number,
  pad: 'same' | 'valid',
): Case {
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
): Case {
  return {
    name: `${kind}-pooling ${window} over ${size.join('×')}, stride ${stride}, ${pad}`,
    inputs: [[2, ...size, 4]],
    run: ([x]) => tf[`${kind}Pool`](x as tf.Tensor4D, window, stride, pad),
  }
}

const PADS = ['same', 'valid'] as const
const SIZES: [number, number][] = [
  [8, 6],
  [7, 9],
  [5, 5],
]

const CASES: Case[] = [
  ...SIZES.flatMap((size) =>
    PADS.flatMap((pad) =>
      [1, 2].flatMap((stride) => [
        convolution(size, [3, 3], stride, pad),
        convolution(size, [1, 1], stride, pad),
        depthwise(size, [3, 3], stride, pad),
        pooling('max', size, 2, stride, pad),
        pooling('max', size, 3, stride, pad),
        pooling('avg', size, 2, stride, pad),
      ]),
    ),
  ),
  convolution([9, 11], [7, 7], 2, 'same'),
  convolution([9, 10], [5, 3], 2, 'same'),
  convolution([9, 10], [2, 2], 3, 'valid'),
  depthwise([9, 10], [5, 5], 2, 'same'),
  depthwise([9, 10], [2, 2], 3, 'valid'),
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

/** Numbers of a made-up pattern: the same on every backend. */
function pattern(shape: number[], phase: number): tf.Tensor {
  const size = tf.util.sizeFromShape(shape)
  const values = Float32Array.from({ length: size }, (_, at) => Math.sin(at * 12.9898 + phase) * 1.5)
  return tf.tensor(values, shape)
}

/** Value and gradients of the case, weighted so that no two outputs are alike. */
function evaluate({ inputs, run }: Case): number[][] {
  return tf.tidy(() => {
    const tensors = inputs.map((shape, at) => pattern(shape, at))
    const value = run(tensors)
    const weights = pattern(value.shape, 7)
    const gradients = tf.grads((...given: tf.Tensor[]) => tf.sum(tf.mul(run(given), weights)))(tensors)
    return [value, ...gradients].map((tensor) => Array.from(tensor.dataSync()))
  })
}

describe('gradients on wasm are those of plain JavaScript', () => {
  const expected = new Map<string, number[][]>()

  beforeAll(async () => {
    await startBackend('cpu')
    for (const each of CASES) expected.set(each.name, evaluate(each))
    await startBackend('wasm')
  })

  it.each(CASES)('$name', (each) => {
    const [value, ...gradients] = evaluate(each)
    const [valueThere, ...gradientsThere] = expected.get(each.name) ?? []
    expectClose(value, valueThere)
    gradients.forEach((gradient, at) => expectClose(gradient, gradientsThere[at]))
  })

  it('keeps no tensors behind', () => {
    const before = tf.memory().numTensors
    for (const each of CASES) evaluate(each)
    expect(tf.memory().numTensors).toBe(before)
    expect(tf.engine().backend.numDataIds()).toBeLessThanOrEqual(before)
  })
})

function expectClose(values: number[] | undefined, there: number[] | undefined): void {
  expect(values?.length).toBe(there?.length)
  const apart = (values ?? []).map((value, at) => Math.abs(value - (there?.[at] ?? NaN)))
  expect(Math.max(...apart)).toBeLessThan(1e-4)
}

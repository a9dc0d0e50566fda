import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TrainingOps } from '../layers/training-ops.ts'
import { composedOps, trainingOps } from '../layers/training-ops.ts'
import { findNativeAddon } from './native-library.ts'
import { startBackend } from './start-backend.ts'

const EPSILON = 1e-3

const BACKENDS = [
  { name: 'wasm', missing: null },
  {
    name: 'native',
    missing:
      findNativeAddon() === null ? 'no TensorFlow library is installed: backends install native' : null,
  },
] as const

/** Numbers of a made-up pattern, off centre, so that a lost mean shows. */
function pattern(shape: number[], phase: number, around = 0): tf.Tensor {
  const size = tf.util.sizeFromShape(shape)
  const values = Float32Array.from({ length: size }, (_, at) => around + Math.sin(at * 12.9898 + phase) * 4)
  return tf.tensor(values, shape)
}

/** Values, moments and gradients of a normalisation, weighted so that no two outputs are alike. */
function normalized(ops: TrainingOps, shape: number[]): Record<string, number[]> {
  return tf.tidy(() => {
    const channels = shape.at(-1) ?? 1
    const [x, gamma, beta, weights] = [
      pattern(shape, 0, 3),
      pattern([channels], 1),
      pattern([channels], 2),
      pattern(shape, 3),
    ] as [tf.Tensor, tf.Tensor1D, tf.Tensor1D, tf.Tensor]
    const { values, mean, variance } = ops.batchNormalize(x, gamma, beta, EPSILON)
    const [dx, dGamma, dBeta] = tf.grads((...[x, gamma, beta]: tf.Tensor[]) => {
      const given = [x, gamma, beta] as [tf.Tensor, tf.Tensor1D, tf.Tensor1D]
      return tf.sum(tf.mul(ops.batchNormalize(...given, EPSILON).values, weights))
    })([x, gamma, beta]) as [tf.Tensor, tf.Tensor, tf.Tensor]
    return numbers({ values, mean, variance, dx, dGamma, dBeta })
  })
}

function rectified(ops: TrainingOps, kind: 'relu' | 'relu6'): Record<string, number[]> {
  return tf.tidy(() => {
    const x = pattern([2, 3, 5, 4], 0, 3)
    const weights = pattern([2, 3, 5, 4], 1)
    const dx = tf.grad((x) => tf.sum(tf.mul(ops[kind](x), weights)))(x)
    return numbers({ values: ops[kind](x), dx })
  })
}

function numbers(tensors: Record<string, tf.Tensor>): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, Array.from(tensor.dataSync())]),
  )
}

/** To 1e-4 of the largest of each. */
function expectAgreement(own: Record<string, number[]>, composed: Record<string, number[]>): void {
  expect(Object.keys(own)).toEqual(Object.keys(composed))
  for (const [name, expected] of Object.entries(composed)) {
    const largest = Math.max(1, ...expected.map(Math.abs))
    const apart = (own[name] ?? []).map((value, at) => Math.abs(value - (expected[at] ?? NaN)))
    expect(Math.max(...apart) / largest, name).toBeLessThan(1e-4)
  }
}

describe.each(BACKENDS)('the training operations of $name', ({ name, missing }) => {
  beforeAll(async () => {
    if (missing === null) await startBackend(name, { threads: 1 })
  })

  beforeEach((context) => {
    if (missing !== null) context.skip(missing)
  })

  it.each([[[2, 5, 4, 3]], [[8, 1, 1, 6]], [[7, 5]], [[2, 4, 3]]])(
    'normalise %j as the composed ones do',
    (shape) => {
      expectAgreement(normalized(trainingOps(), shape), normalized(composedOps, shape))
    },
  )

  it.each(['relu', 'relu6'] as const)('give the gradient of %s that the composed one has', (kind) => {
    expectAgreement(rectified(trainingOps(), kind), rectified(composedOps, kind))
  })

  it('leave no tensor behind', () => {
    const before = tf.memory().numTensors
    normalized(trainingOps(), [2, 5, 4, 3])
    rectified(trainingOps(), 'relu6')
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('a backward pass', () => {
  it('gives the same gradients while it frees what it has done with', async () => {
    await startBackend('wasm')
    const x = pattern([3, 4], 0)
    const given = pattern([3, 4], 5)
    // x on two ways, one of them through itself, so that gradients are added up.
    const gradient = tf.grad((x) => tf.add(tf.mul(tf.square(x), x), tf.relu(x)))(x, given)
    const expected = tf.mul(given, tf.add(tf.mul(3, tf.square(x)), tf.step(x)))
    expect(tf.max(tf.abs(tf.sub(gradient, expected))).dataSync()[0]).toBeLessThan(1e-3)
    expect(given.isDisposed).toBe(false)
    const second = tf.grad((x) => tf.sum(tf.grad((x) => tf.sum(tf.mul(tf.square(x), x)))(x)))(x)
    expect(tf.max(tf.abs(tf.sub(second, tf.mul(6, x)))).dataSync()[0]).toBeLessThan(1e-3)
  })
})

import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import * as tfl from '@tensorflow/tfjs-layers'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildNetwork } from '../architectures/architecture.ts'
import { startBackend } from '../backends/start-backend.ts'
import { relu, relu6 } from './activation.ts'
import { convolution, zeroPadding } from './convolution.ts'
import { dropout } from './dropout.ts'
import { dropoutMask, setMaskPosition } from './mask-source.ts'
import { batchNormalization, calibrateNormalization } from './normalization.ts'

const POSITION = { seed: 1, epoch: 2, step: 3, microBatch: 0 }
const CHANNELS = 3

/** One layer as a model. */
function modelOf(layer: (x: tfl.SymbolicTensor) => tfl.SymbolicTensor): tfl.LayersModel {
  const input = tfl.input({ shape: [4, 4, CHANNELS] })
  return tfl.model({ inputs: input, outputs: layer(input) })
}

const normalization = (): tfl.LayersModel =>
  modelOf((x) => batchNormalization(x, { name: 'bn', epsilon: 1e-3, momentum: 0.9 }))

const stockNormalization = (): tfl.LayersModel =>
  modelOf(
    (x) => tfl.layers.batchNormalization({ epsilon: 1e-3, momentum: 0.9 }).apply(x) as tfl.SymbolicTensor,
  )

const values = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync())

/** The largest difference between the numbers of two tensors. */
const apart = (a: tf.Tensor, b: tf.Tensor): number => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0] as number

const noise = (seed: number): tf.Tensor => tf.randomNormal([5, 4, 4, CHANNELS], 2, 3, 'float32', seed)

beforeEach(async () => {
  await tf.setBackend('cpu')
  tf.engine().startScope()
})

afterEach(() => {
  tf.engine().endScope()
})

describe('batch normalisation', () => {
  it('gives what the stock layer gives, moves its statistics as it does, and has its gradient', () => {
    const [ours, stock] = [normalization(), stockNormalization()]
    const x = noise(1)
    const gradient = (model: tfl.LayersModel): tf.Tensor =>
      tf.grad((input) => tf.sum(tf.pow(model.apply(input, { training: true }) as tf.Tensor, 3)))(x)
    for (let step = 0; step < 2; step++) expect(apart(gradient(ours), gradient(stock))).toBeLessThan(1e-3)
    expect(apart(ours.predict(x) as tf.Tensor, stock.predict(x) as tf.Tensor)).toBeLessThan(1e-5)
    for (const [index, weight] of ours.getWeights().entries()) {
      expect(apart(weight, stock.getWeights()[index] as tf.Tensor)).toBeLessThan(1e-5)
    }
  })

  it('frozen, uses its moving statistics in training and leaves them alone', () => {
    const model = normalization()
    model.apply(noise(1), { training: true })
    const before = model.getWeights().map(values)
    for (const layer of model.layers) layer.trainable = false
    const x = noise(2)
    const inTraining = model.apply(x, { training: true }) as tf.Tensor
    expect(apart(inTraining, model.predict(x) as tf.Tensor)).toBeLessThan(1e-5)
    expect(model.getWeights().map(values)).toEqual(before)
  })

  it('calibrated, computes the same as before and normalises a batch to what it computes', () => {
    const model = normalization()
    model.setWeights([tf.tensor1d([2, 3, 4]), tf.tensor1d([1, 0, -1]), tf.zeros([3]), tf.ones([3])])
    const x = noise(3)
    const before = model.predict(x) as tf.Tensor
    calibrateNormalization(model, x)
    expect(apart(model.predict(x) as tf.Tensor, before)).toBeLessThan(1e-4)
    expect(apart(model.apply(x, { training: true }) as tf.Tensor, before)).toBeLessThan(1e-4)
    calibrateNormalization(model, noise(4))
    expect(apart(model.predict(x) as tf.Tensor, before)).toBeLessThan(1e-4)
  })
})

describe('dropout', () => {
  it('drops the share it is told to, differently at every step, epoch, part of a batch, seed and layer', () => {
    setMaskPosition(POSITION)
    const mask = dropoutMask('a', 0.25, 10_000)
    expect(mask.filter((value) => value === 0).length / mask.length).toBeCloseTo(0.25, 1)
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(4 / 3)]))
    const others = [{ seed: 2 }, { epoch: 3 }, { step: 4 }, { microBatch: 1 }].map((change) => {
      setMaskPosition({ ...POSITION, ...change })
      return dropoutMask('a', 0.25, 100).join()
    })
    setMaskPosition(POSITION)
    const all = [...others, dropoutMask('a', 0.25, 100).join(), dropoutMask('b', 0.25, 100).join()]
    expect(new Set(all).size).toBe(all.length)
    expect(dropoutMask('a', 0.25, 10_000)).toEqual(mask)
  })

  it('scales what it keeps in training, with its gradient, and does nothing else', () => {
    const model = modelOf((x) => dropout(x, { name: 'drop', rate: 0.5 }))
    const x = tf.ones([2, 4, 4, CHANNELS])
    setMaskPosition(POSITION)
    const mask = dropoutMask('drop', 0.5, 2 * 16 * CHANNELS)
    expect(values(model.apply(x, { training: true }) as tf.Tensor)).toEqual([...mask])
    const gradient = tf.grad((input) => tf.sum(model.apply(input, { training: true }) as tf.Tensor))(x)
    expect(values(gradient)).toEqual([...mask])
    expect(values(model.predict(x) as tf.Tensor)).toEqual(values(x))
  })
})

it('relu6 cuts at 0 and 6', () => {
  const model = modelOf((x) => relu6(x, 'relu'))
  const x = tf.tensor4d(
    Float32Array.from({ length: 48 }, (_, index) => index - 20),
    [1, 4, 4, 3],
  )
  expect(values(model.predict(x) as tf.Tensor)).toEqual(
    values(x).map((value) => Math.min(6, Math.max(0, value))),
  )
})

it.each([false, true])('a convolution learns what the stock layer learns, bias: %s', (bias) => {
  const stock = modelOf(
    (x) =>
      tfl.layers
        .conv2d({ name: 'stock', filters: 2, kernelSize: 3, strides: 2, padding: 'valid', useBias: bias })
        .apply(zeroPadding(x, 'pad', 1)) as tfl.SymbolicTensor,
  )
  const ours = modelOf((x) => convolution(x, { name: 'ours', filters: 2, kernel: 3, stride: 2, bias }))
  ours.setWeights(stock.getWeights())
  const x = noise(1)
  const gradients = (model: tfl.LayersModel): tf.Tensor[] => {
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable)
    const outcome = () => tf.sum(tf.pow(model.apply(x, { training: true }) as tf.Tensor, 3)) as tf.Scalar
    const { grads } = tf.variableGrads(outcome, variables)
    return variables.map(({ name }) => grads[name] as tf.Tensor)
  }
  expect(apart(ours.predict(x) as tf.Tensor, stock.predict(x) as tf.Tensor)).toBeLessThan(1e-5)
  const [own, expected] = [gradients(ours), gradients(stock)]
  expect(own).toHaveLength(bias ? 2 : 1)
  for (const [index, gradient] of own.entries()) {
    const longest = Math.max(...values(gradient).map(Math.abs))
    expect(apart(gradient, expected[index] as tf.Tensor)).toBeLessThan(longest * 1e-5)
  }
})

it('a step leaves as many tensors as it found', () => {
  const model = modelOf((x) => {
    const convolved = convolution(x, { name: 'conv', filters: CHANNELS, kernel: 3, stride: 2 })
    const normalized = batchNormalization(convolved, { name: 'bn', epsilon: 1e-3, momentum: 0.9 })
    return dropout(relu(relu6(normalized, 'relu6'), 'relu'), { name: 'drop', rate: 0.5 })
  })
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable)
  const x = noise(1)
  const step = (): number => {
    setMaskPosition(POSITION)
    const { value, grads } = tf.variableGrads(
      () => tf.sum(model.apply(x, { training: true }) as tf.Tensor),
      variables,
    )
    tf.dispose([value, grads])
    return tf.memory().numTensors
  }
  expect(step()).toBe(step())
})

describe('on every machine', () => {
  it('weights are drawn alike on wasm and on plain JavaScript', async () => {
    const drawn = async (backend: 'cpu' | 'wasm'): Promise<number[][]> => {
      await startBackend(backend)
      const { model } = buildNetwork('custom-cnn', {
        input: { height: 12, width: 12 },
        labels: 2,
        seed: 1,
      })
      return model.getWeights().map(values)
    }
    expect(await drawn('wasm')).toEqual(await drawn('cpu'))
  })

  it('a saved network loads in plain TensorFlow.js and computes the same there', async () => {
    const { model } = buildNetwork('mobilenetv2', {
      input: { height: 24, width: 24 },
      labels: 2,
      seed: 1,
      variant: 'gluon',
    })
    let saved: tf.io.ModelArtifacts = {}
    await model.save(
      tf.io.withSaveHandler((artifacts) => {
        saved = artifacts
        return Promise.resolve({ modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) })
      }),
    )
    const weights = Buffer.from(tf.io.CompositeArrayBuffer.join(saved.weightData)).toString('base64')
    const script = `
      const tf = require('@tensorflow/tfjs-core')
      require('@tensorflow/tfjs-backend-cpu')
      const tfl = require('@tensorflow/tfjs-layers')
      let text = ''
      process.stdin.on('data', (part) => (text += part)).on('end', async () => {
        const { weights, ...artifacts } = JSON.parse(text)
        const weightData = new Uint8Array(Buffer.from(weights, 'base64')).buffer
        const model = await tfl.loadLayersModel(tf.io.fromMemory({ ...artifacts, weightData }))
        console.log(JSON.stringify(Array.from(model.predict(tf.ones([1, 24, 24, 3]))[0].dataSync())))
      })`
    const child = promisify(execFile)(process.execPath, ['-e', script], { cwd: import.meta.dirname })
    child.child.stdin?.end(
      JSON.stringify({ modelTopology: saved.modelTopology, weightSpecs: saved.weightSpecs, weights }),
    )
    const lines = (await child).stdout.trim().split('\n')
    const [logits] = model.predict(tf.ones([1, 24, 24, 3])) as tf.Tensor[]
    const elsewhere = tf.tensor(JSON.parse(lines.at(-1) as string) as number[], [1, 2])
    expect(apart(elsewhere, logits as tf.Tensor)).toBeLessThan(1e-5)
  })
})

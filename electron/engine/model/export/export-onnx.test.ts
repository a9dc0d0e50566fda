import * as tf from '@tensorflow/tfjs-core'
import * as tfl from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { noisePictures, pretendToLearn } from '../../../../tests/helpers/learned-weights.ts'
import { startBackend } from '../backends/start-backend.ts'
import { parseHead } from '../heads.ts'
import type { ExportedNetwork } from './export-onnx.ts'
import { exportHead, exportOnnx } from './export-onnx.ts'
import { measureParity } from './onnx-parity.ts'
import { loadRuntime } from '../runtime.ts'
import { decodeOnnx } from './onnx-schema.ts'

const { layers } = tfl
type Step = (x: tfl.SymbolicTensor) => tfl.SymbolicTensor

beforeAll(async () => {
  await startBackend('wasm')
})

const through = (layer: tfl.layers.Layer) => (x: tfl.SymbolicTensor) => layer.apply(x) as tfl.SymbolicTensor

/** A network of plain TensorFlow.js layers around the steps of a test, with weights of their own. */
function networkOf(
  trunk: Step,
  { height = 11, width = 8, pool = through(layers.globalAveragePooling2d({})) } = {},
): ExportedNetwork {
  const image = tfl.input({ shape: [height, width, 3] })
  const features = trunk(image)
  const embedding = pool(features)
  const logits = layers.dense({ units: GENRES.length }).apply(embedding) as tfl.SymbolicTensor
  const model = tfl.model({ inputs: image, outputs: [logits, embedding, features] })
  pretendToLearn(model)
  return {
    architecture: 'custom-cnn',
    input: { height, width },
    scaling: { mean: [120, 110, 100], std: [60, 65, 70] },
    model,
    dimensions: embedding.shape[1] as number,
  }
}

/** The largest difference on a few pictures, and the kinds of nodes. */
async function compare(network: ExportedNetwork): Promise<{ difference: number; nodes: string[] }> {
  const onnx = await exportOnnx(network, { labels: GENRES })
  const parity = await measureParity(network, onnx, noisePictures(3, network.input))
  return {
    difference: Math.max(parity.probabilities, parity.embedding),
    nodes: decodeOnnx(onnx).graph.node.map((node) => node.opType),
  }
}

const SAME = { padding: 'same' } as const
const conv = (more: Partial<Parameters<typeof layers.conv2d>[0]> = {}) =>
  through(layers.conv2d({ filters: 5, kernelSize: 3, ...SAME, ...more }))

const TRUNKS: Record<string, Step> = {
  'a convolution that pads as TensorFlow does': conv({ strides: 2 }),
  'a convolution without padding': conv({ padding: 'valid', useBias: false }),
  'a convolution with an even kernel of two sizes': conv({ kernelSize: [4, 2], strides: [3, 2] }),
  'a convolution with holes': conv({ dilationRate: 2 }),
  'a convolution with its activation inside': conv({ activation: 'relu' }),
  'depthwise convolutions': (x) =>
    through(layers.depthwiseConv2d({ kernelSize: 3, strides: 2, depthMultiplier: 2, ...SAME }))(conv()(x)),
  'a normalised convolution': (x) =>
    through(layers.reLU({ maxValue: 6 }))(through(layers.batchNormalization({}))(conv()(x))),
  'a normalisation without scale or centre': (x) =>
    through(layers.batchNormalization({ scale: false, center: false, epsilon: 0.01 }))(conv()(x)),
  'a normalisation of the picture': through(layers.batchNormalization({})),
  'other activations': (x) =>
    through(layers.activation({ activation: 'sigmoid' }))(
      conv()(through(layers.activation({ activation: 'relu6' }))(conv()(x))),
    ),
  'zeros around, then the largest': (x) =>
    through(layers.maxPooling2d({ poolSize: 3, strides: 2 }))(
      through(
        layers.zeroPadding2d({
          padding: [
            [1, 1],
            [2, 1],
          ],
        }),
      )(conv()(x)),
    ),
  'pools that pad': (x) =>
    through(layers.averagePooling2d({ poolSize: 3, strides: 2, ...SAME }))(
      through(layers.maxPooling2d({ poolSize: 3, strides: 2, ...SAME }))(conv()(x)),
    ),
  'a sum of three': (x) => {
    const first = conv()(x)
    return layers.add().apply([first, conv()(first), conv()(x)]) as tfl.SymbolicTensor
  },
}

describe('exportOnnx', () => {
  it.each(Object.entries(TRUNKS))('writes %s', async (_, trunk) => {
    const network = networkOf(trunk)
    expect((await compare(network)).difference).toBeLessThan(1e-5)
  })

  it('flattens maps in TensorFlow.js’s order, through further dense layers and dropout', async () => {
    const pool: Step = (x) => {
      const flat = through(layers.flatten())(x)
      return through(layers.dropout({ rate: 0.5 }))(
        through(layers.dense({ units: 7, activation: 'relu' }))(flat),
      )
    }
    expect((await compare(networkOf(conv(), { pool }))).difference).toBeLessThan(1e-5)
  })

  it('folds a normalisation only into a convolution that nothing else reads', async () => {
    const normalised = await compare(networkOf(TRUNKS['a normalised convolution'] as Step))
    expect(normalised.nodes).not.toContain('BatchNormalization')
    const shared = await compare(
      networkOf((x) => {
        const convolved = conv()(x)
        const other = through(layers.batchNormalization({}))(convolved)
        return layers.add().apply([convolved, other]) as tfl.SymbolicTensor
      }),
    )
    expect(shared.nodes).toContain('BatchNormalization')
    expect(shared.difference).toBeLessThan(1e-5)
  })

  it('gives the last map of features, channels first', async () => {
    const network = networkOf(conv({ strides: 2 }))
    const [picture] = noisePictures(1, network.input)
    const { height, width } = network.input
    const { InferenceSession, Tensor } = await loadRuntime()
    const session = await InferenceSession.create(await exportOnnx(network, { labels: GENRES }))
    const answer = await session.run({
      image: new Tensor('uint8', picture as Uint8Array, [1, height, width, 3]),
    })
    await session.release()
    const { mean, std } = network.scaling
    const scaled = tf.div(
      tf.sub(tf.tensor(picture as Uint8Array, [1, height, width, 3], 'float32'), mean),
      std,
    )
    const features = (network.model.predict(scaled) as tf.Tensor[])[2] as tf.Tensor
    const expected = tf.transpose(features, [0, 3, 1, 2])
    expect(answer.features?.dims).toEqual(expected.shape)
    const values = expected.dataSync()
    answer.features?.data.forEach((value, at) => {
      expect(value).toBeCloseTo(values[at] as number, 4)
    })
  })

  it('says who made the file and which labels it has', async () => {
    const model = decodeOnnx(await exportOnnx(networkOf(conv()), { labels: GENRES }))
    expect(model.producerName).toBe('onesheet')
    expect(model.metadataProps).toContainEqual({ key: 'labels', value: GENRES.join('|') })
  })

  it('names the layer that it cannot write', async () => {
    const unknown = networkOf(through(layers.upSampling2d({ name: 'larger' })))
    await expect(exportOnnx(unknown, { labels: GENRES })).rejects.toThrow(/larger \(UpSampling2D\)/)
    const activated = networkOf(conv({ name: 'curved', activation: 'tanh' }))
    await expect(exportOnnx(activated, { labels: GENRES })).rejects.toThrow(/curved .*tanh/)
  })

  it('refuses a network with a number that is none', async () => {
    const network = networkOf(conv({ name: 'sick' }))
    const [kernel] = network.model.getLayer('sick').weights
    kernel?.write(tf.fill(kernel.shape as number[], Number.NaN))
    await expect(exportOnnx(network, { labels: GENRES })).rejects.toMatchObject({ code: 'model/not-finite' })
    await expect(exportOnnx(network, { labels: GENRES })).rejects.toThrow(/sick\/kernel/)
  })
})

describe('exportHead', () => {
  it('makes the logits from the embedding', async () => {
    const network = networkOf(conv())
    const head = parseHead(await exportHead(network), GENRES.length)
    const { height, width } = network.input
    const [logits, embedding] = (network.model.predict(tf.ones([1, height, width, 3])) as tf.Tensor[]).map(
      (tensor) => tensor.dataSync(),
    )
    expect(head.dimensions).toBe(network.dimensions)
    GENRES.forEach((_, label) => {
      const row = head.weights.subarray(label * head.dimensions, (label + 1) * head.dimensions)
      const sum = row.reduce(
        (total, weight, at) => total + weight * (embedding?.[at] ?? 0),
        head.bias[label] ?? 0,
      )
      expect(sum).toBeCloseTo(logits?.[label] ?? Number.NaN, 5)
    })
  })
})

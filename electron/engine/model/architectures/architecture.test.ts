import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ArchitectureName, BuildOptions, Network } from './architecture.ts'
import { ARCHITECTURES, architectureOf, buildNetwork, parameterCount } from './architecture.ts'
import { splitNetwork } from './split-network.ts'

const built: Network[] = []

function build(name: string, options: Partial<BuildOptions> = {}): Network {
  const network = buildNetwork(name, { input: { height: 32, width: 32 }, labels: 20, seed: 7, ...options })
  built.push(network)
  return network
}

beforeAll(async () => {
  await tf.setBackend('cpu')
})

afterEach(() => {
  for (const network of built.splice(0)) network.model.dispose()
})

/** Bytes of noise, scaled as the network takes them. */
function picture({ input, scaling }: Network): tf.Tensor4D {
  const noise = tf.randomUniform<tf.Rank.R4>([1, input.height, input.width, 3], 0, 255, 'float32', 5)
  return tf.div(tf.sub(noise, tf.tensor1d(scaling.mean)), tf.tensor1d(scaling.std))
}

describe('parameters with a head of 1,000 labels', () => {
  // torchvision.models states trainable ones, keras.applications all.
  it.each([
    ['resnet18', null, { trainable: 11_689_512 }],
    ['resnet34', null, { trainable: 21_797_672 }],
    ['resnet50v2', 'keras', { trainable: 25_568_360, total: 25_613_800 }],
    ['mobilenetv2', 'standard', { trainable: 3_504_872, total: 3_538_984 }],
    // The expansion of the first bottleneck: 32 × 32 weights, and scale and shift of 32 channels.
    ['mobilenetv2', 'gluon', { trainable: 3_504_872 + 1024 + 64 }],
    // 14,714,688 in the convolutions (keras.applications without top) and a dense layer over 512 means.
    ['vgg16', 'pooled', { trainable: 14_714_688 + 512 * 1000 + 1000 }],
  ] as const)('%s %s', (name, variant, expected) => {
    expect(parameterCount(build(name, { variant, labels: 1000 }).model)).toMatchObject(expected)
  })

  it('efficientnet-lite0 has one bias for the scale and shift of each normalised channel of the original', () => {
    const { model } = build('efficientnet-lite0', { labels: 1000 })
    const channels = model.layers
      .filter((layer) => /conv/i.test(layer.getClassName()))
      .reduce((sum, layer) => sum + (layer.outputShape[3] as number), 0)
    expect(parameterCount(model).trainable + channels).toBe(4_652_008)
  })

  it('custom-cnn at 24×24 with 20 labels: counted by hand, layer by layer', () => {
    const { model } = build('custom-cnn', { input: { height: 24, width: 24 } })
    const convolutions = 27 * 32 + 32 + 288 * 32 + 32 + 288 * 64 + 64 + 576 * 64 + 64
    expect(parameterCount(model).trainable).toBe(convolutions + 1024 * 512 + 512 + 512 * 20 + 20)
  })

  it('the wide head of vgg16 is what makes 138,357,544 of it at 224×224', () => {
    const head = 25_088 * 4096 + 4096 + (4096 * 4096 + 4096) + (4096 * 1000 + 1000)
    expect(14_714_688 + head).toBe(138_357_544)
    const { model } = build('vgg16', { variant: 'wide', labels: 20 })
    const shapes = model.layers.flatMap((layer) => (layer.name.startsWith('head/') ? layer.weights : []))
    expect(shapes.map((weight) => weight.shape.join('×'))).toEqual([
      '512×4096',
      '4096',
      '4096×4096',
      '4096',
      '4096×20',
      '20',
    ])
  })
})

/** The smallest pictures a network takes; the paper's five take 24×24, VGG16 32×32. */
const smallest = (name: ArchitectureName) => architectureOf(name).smallestInput

describe.each(ARCHITECTURES)('%s', (name) => {
  it('has every layer in one stage, the head last, and gives its three outputs at its smallest input', () => {
    const network = build(name, { input: smallest(name), labels: 20 })
    const { model, stages, stageOutputs } = network
    const names = model.layers.map((layer) => layer.name)
    expect(stages.flat().toSorted()).toEqual(names.toSorted())
    expect(new Set(names).size).toBe(names.length)
    expect(stages).toHaveLength(architectureOf(name).stageCount)
    expect(stages[0]).toContain('stem/image')
    expect(stages.at(-1)).toContain('head/logits')
    expect(stageOutputs).toEqual(stages.map((stage) => stage.at(-1)))
    const [logits, embedding, features] = model.predict(picture(network)) as tf.Tensor[]
    expect(logits?.shape).toEqual([1, 20])
    expect(embedding?.shape).toEqual([1, network.dimensions])
    expect(features?.shape).toHaveLength(4)
    expect([...(logits as tf.Tensor).dataSync()].every(Number.isFinite)).toBe(true)
  })
})

it('the networks of the paper take 24×24, but for vgg16, which takes 32×32 and says so of less', () => {
  for (const name of ['resnet18', 'resnet34', 'resnet50v2', 'custom-cnn'] as const) {
    expect(smallest(name).height).toBeLessThanOrEqual(24)
    expect(smallest(name).width).toBeLessThanOrEqual(24)
  }
  expect(() => build('vgg16', { input: { height: 24, width: 24 } })).toThrow(
    /VGG16 needs 32×32 pixels, not 24×24/,
  )
})

it('the same seed draws the same weights, another one others', () => {
  const first = (seed: number): Float32Array => {
    const kernel = build('custom-cnn', { seed }).model.getLayer('stem/conv1').weights[0]
    return (kernel as { read(): tf.Tensor }).read().dataSync() as Float32Array
  }
  expect(first(3)).toEqual(first(3))
  expect(first(3)).not.toEqual(first(4))
})

describe('what is refused', () => {
  it('an unknown network, also one named like a part of every object', () => {
    expect(() => build('resnet101')).toThrow(/resnet101/)
    expect(() => build('constructor')).toThrow(/constructor/)
  })

  it('an unknown variant', () => {
    expect(() => build('mobilenetv2', { variant: 'keras' })).toThrow(/MobileNetV2, keras/)
  })
})

describe('a network cut behind its frozen stages', () => {
  it.each([
    ['custom-cnn', 1],
    ['custom-cnn', 2],
    ['mobilenetv2', 7],
    ['mobilenetv2', 19],
  ] as const)('%s behind %i computes the same in two halves', (name, count) => {
    const network = build(name, { input: { height: 24, width: 24 }, labels: 3 })
    const x = picture(network)
    const [logits, embedding] = network.model.predict(x) as tf.Tensor[]
    const { before, after } = splitNetwork(network, count)
    const halves = after.predict(before.predict(x)) as tf.Tensor[]
    expect(halves[0]?.dataSync()).toEqual(logits?.dataSync())
    expect(halves[1]?.dataSync()).toEqual(embedding?.dataSync())
    const trained = new Set([...before.weights, ...after.weights].map((weight) => weight.id))
    expect(trained).toEqual(new Set(network.model.weights.map((weight) => weight.id)))
  })

  it('is not cut in front of its first stage or behind its head', () => {
    const network = build('custom-cnn')
    expect(() => splitNetwork(network, 0)).toThrow(RangeError)
    expect(() => splitNetwork(network, 3)).toThrow(RangeError)
  })
})

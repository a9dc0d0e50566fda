import * as tf from '@tensorflow/tfjs-core'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { ArchitectureName, Network } from '#engine/model/architectures/architecture.ts'
import { buildNetwork } from '#engine/model/architectures/architecture.ts'
import { splitNetwork } from '#engine/model/architectures/split-network.ts'
import { startBackend } from '#engine/model/backends/start-backend.ts'
import type { ImportedWeights } from '#engine/model/initial-weights/initial-weights.ts'
import { importInitialWeights, variantOf } from '#engine/model/initial-weights/initial-weights.ts'
import { calibrateNormalization } from '#engine/model/layers/normalization.ts'
import { HAS_SHARED_WEIGHTS, sharedWeights } from '../helpers/shared-weights.ts'

interface Summary {
  shape: number[]
  norm: number
  step: number
  samples: number[]
}

/** What PyTorch makes of the same weights and pictures; see make-reference.py beside the file. */
const REFERENCE = JSON.parse(
  readFileSync(new URL('../fixtures/initial-weights/reference.json', import.meta.url), 'utf8'),
) as { height: number; width: number } & Record<string, Record<string, Summary>>

const MOBILENET = sharedWeights('mobilenet_v2_bn.safetensors')
const LITE0 = sharedWeights('efficientnet_lite0_folded.safetensors')
const RESNET = sharedWeights('resnet50_v2_trunk.safetensors')

/** The drawn pictures of make-reference.py, scaled for the network. */
function pictures(network: Network, count: number): tf.Tensor4D {
  const { height, width } = network.input
  const { mean, std } = network.scaling
  const values = new Float32Array(count * height * width * 3)
  let place = 0
  for (let index = 0; index < count; index++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < 3; c++) {
          const byte = (3 * y * (c + 1) + 5 * x * (3 - c) + 4 * ((x * y) % 17) + 40 * c + 31 * index) % 256
          values[place++] = (byte - (mean[c] ?? 0)) / (std[c] ?? 1)
        }
      }
    }
  }
  return tf.tensor4d(values, [count, height, width, 3])
}

function started(
  name: ArchitectureName,
  path: string,
  input = { height: REFERENCE.height, width: REFERENCE.width },
): { network: Network; imported: ImportedWeights } {
  const network = buildNetwork(name, { input, labels: 20, seed: 1, variant: variantOf(path) })
  return { network, imported: importInitialWeights(network, path) }
}

/** The norm agrees to 5e-5, each sample to a thousandth of the typical number. */
function expectAgreement(actual: tf.Tensor, expected: Summary | undefined): void {
  if (expected === undefined) throw new Error('That reference is not in the file.')
  expect(actual.shape).toEqual(expected.shape)
  const values = actual.dataSync()
  const typical = expected.norm / Math.sqrt(values.length)
  expect(Math.hypot(...values) / expected.norm).toBeCloseTo(1, 4)
  const differences = expected.samples.map((sample, index) =>
    Math.abs(sample - (values[index * expected.step] as number)),
  )
  expect(Math.max(...differences) / typical).toBeLessThan(1e-3)
}

describe.skipIf(!HAS_SHARED_WEIGHTS)('ImageNet weights (only where ../shared/weights is)', () => {
  beforeAll(async () => {
    await startBackend('wasm')
  })

  it.each([
    ['mobilenetv2', MOBILENET],
    ['efficientnet-lite0', LITE0],
  ] as const)('%s computes what PyTorch does from them', (name, path) => {
    const { network, imported } = started(name, path)
    expect(imported).toMatchObject({
      leftOut: ['head/logits/kernel', 'head/logits/bias'],
      unused: [],
      licence: 'Apache-2.0',
      needsCalibration: false,
    })
    const [, embedding, features] = network.model.predict(pictures(network, 1)) as tf.Tensor[]
    expectAgreement(embedding as tf.Tensor, REFERENCE[name]?.embedding)
    expectAgreement(features as tf.Tensor, REFERENCE[name]?.features)
  })

  it('the first three stages of resnet50v2 compute what PyTorch does from them', () => {
    const { network, imported } = started('resnet50v2', RESNET)
    expect(imported.needsCalibration).toBe(true)
    expect(imported.leftOut.every((name) => /^(stage4|head)\//.test(name))).toBe(true)
    expect(imported.leftOut).toContain('stage4/block1_conv2/kernel')
    expect(imported.loaded).toContain('stage4/block1_conv1/kernel')
    for (const [index, stage] of ['stage1', 'stage2', 'stage3'].entries()) {
      const { before } = splitNetwork(network, index + 2)
      expectAgreement(before.predict(pictures(network, 1)) as tf.Tensor, REFERENCE.resnet50v2?.[stage])
    }
  })

  it('six bottlenecks in training have the output, the gradient and the moved statistics of PyTorch', () => {
    const { network } = started('mobilenetv2', MOBILENET, { height: 32, width: 32 })
    const { before } = splitNetwork(network, 7)
    const statistics = network.model.getLayer('stem/bn').weights[2]?.read() as tf.Tensor
    const mean = statistics.clone()
    const kernel = network.model.getLayer('stem/conv').weights[0]?.read() as tf.Variable
    const x = pictures(network, 4)
    let output: tf.Tensor = tf.scalar(0)
    const { grads } = tf.variableGrads(() => {
      output = tf.keep(before.apply(x, { training: true }) as tf.Tensor)
      return tf.mean(tf.square(output))
    }, [kernel])
    expectAgreement(output, REFERENCE.training?.output)
    expectAgreement(grads[kernel.name] as tf.Tensor, REFERENCE.training?.stemGradient)
    const moved = network.model.getLayer('stem/bn').weights[2]?.read() as tf.Tensor
    expectAgreement(tf.reshape(tf.sub(moved, mean), [1, 32]), REFERENCE.training?.movedMean)
  })

  it('calibrating resnet50v2 keeps what it computes, and training then starts from it', () => {
    const { network } = started('resnet50v2', RESNET, { height: 32, width: 32 })
    const { before } = splitNetwork(network, 4)
    const x = pictures(network, 4)
    const uncalibrated = before.predict(x) as tf.Tensor
    const distance = (other: tf.Tensor): number =>
      tf.div(tf.norm(tf.sub(other, uncalibrated)), tf.norm(uncalibrated)).dataSync()[0] as number
    expect(distance(before.apply(x, { training: true }) as tf.Tensor)).toBeGreaterThan(0.5)
    const again = started('resnet50v2', RESNET, { height: 32, width: 32 }).network
    calibrateNormalization(again.model, x)
    const calibrated = splitNetwork(again, 4).before
    expect(distance(calibrated.predict(x) as tf.Tensor)).toBeLessThan(1e-3)
    expect(distance(calibrated.apply(x, { training: true }) as tf.Tensor)).toBeLessThan(1e-3)
  })

  it('refuses weights of another network, and of another variant', () => {
    const input = { height: 32, width: 32 }
    const resnet = buildNetwork('resnet18', { input, labels: 2, seed: 1 })
    expect(() => importInitialWeights(resnet, MOBILENET)).toThrow(/for mobilenetv2 and not resnet18/)
    const standard = buildNetwork('mobilenetv2', { input, labels: 2, seed: 1 })
    expect(() => importInitialWeights(standard, MOBILENET)).toThrow(/needs the variant gluon/)
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import { architectureOf, ARCHITECTURES, buildNetwork } from '#engine/model/architectures/architecture.ts'
import { startBackend } from '#engine/model/backends/start-backend.ts'
import { exportOnnx } from '#engine/model/export/export-onnx.ts'
import { decodeOnnx } from '#engine/model/export/onnx-schema.ts'
import { measureParity, MOST_DIFFERENCE } from '#engine/model/export/onnx-parity.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { noisePictures, pretendToLearn } from '../helpers/learned-weights.ts'

/** Odd sizes too: of an odd number of zeros TensorFlow puts the larger half behind. */
const SIZES: Record<string, [height: number, width: number][]> = {
  resnet18: [
    [24, 24],
    [33, 29],
  ],
  resnet34: [[24, 24]],
  resnet50v2: [
    [24, 24],
    [37, 35],
  ],
  vgg16: [[32, 32]],
  'custom-cnn': [
    [24, 24],
    [27, 25],
  ],
  mobilenetv2: [
    [64, 48],
    [65, 47],
  ],
  'efficientnet-lite0': [
    [64, 48],
    [61, 43],
  ],
}

/** The usual variant of each at every size and on 64 pictures, the others at the first and on a few. */
const CASES = ARCHITECTURES.flatMap((name) => {
  const [usual = null, ...others] = architectureOf(name).variants
  const sizes = SIZES[name] ?? []
  return [
    ...sizes.map(([height, width]) => ({ name, variant: usual, height, width, pictures: 64 })),
    ...sizes
      .slice(0, 1)
      .flatMap(([height, width]) => others.map((variant) => ({ name, variant, height, width, pictures: 8 }))),
  ]
})

beforeAll(async () => {
  await startBackend('wasm')
})

describe('a network and its ONNX file', () => {
  it.each(CASES)('agree: $name $variant $height×$width', async (example) => {
    const { name, variant, height, width, pictures } = example
    const input = { height, width }
    const network = buildNetwork(name, { input, variant, labels: GENRES.length, seed: 7 })
    pretendToLearn(network.model)
    const onnx = await exportOnnx(network, { labels: GENRES })
    const parity = await measureParity(network, onnx, noisePictures(pictures, input))
    network.model.dispose()
    expect(parity.probabilities).toBeLessThanOrEqual(MOST_DIFFERENCE)
    expect(parity.embedding).toBeLessThanOrEqual(MOST_DIFFERENCE)
  })

  it('have no normalisation left where each follows a convolution', async () => {
    const input = { height: 64, width: 48 }
    const network = buildNetwork('mobilenetv2', { input, labels: GENRES.length, seed: 7 })
    const { graph } = decodeOnnx(await exportOnnx(network, { labels: GENRES }))
    network.model.dispose()
    expect(graph.node.map((node) => node.opType)).not.toContain('BatchNormalization')
  })
})

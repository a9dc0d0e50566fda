import type * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { noisePictures } from '../../../../tests/helpers/learned-weights.ts'
import { tinyFilms, tinyInput, tinyNetwork } from '../../../../tests/helpers/tiny-network.ts'
import { startBackend } from '../backends/start-backend.ts'
import { parseHead } from '../heads.ts'
import type { ExportedNetwork } from './export-onnx.ts'
import { exportHead, exportOnnx } from './export-onnx.ts'
import { measureParity } from './onnx-parity.ts'
import { scaleLogits } from './scale-logits.ts'

beforeAll(async () => {
  await startBackend('cpu')
})

const SCALES = GENRES.map((_, label) => ({ scale: 0.5 + label / 10, bias: label - 3 }))

it('scales each label’s logits in all that is written of a network', async () => {
  const model = tinyNetwork()
  const network: ExportedNetwork = {
    architecture: 'custom-cnn',
    input: { height: 6, width: 6 },
    scaling: { mean: [120, 110, 100], std: [60, 65, 70] },
    model,
    dimensions: 8,
  }
  const { input } = tinyInput(tinyFilms(4), [0, 1, 2, 3])
  const logits = () => (model.predict(input) as tf.Tensor[])[0]?.dataSync() ?? []
  const before = Array.from(logits())
  const headBefore = parseHead(await exportHead(network), GENRES.length)
  await scaleLogits(network, SCALES)
  const after = Array.from(logits())
  after.forEach((logit, pair) => {
    const { scale, bias } = SCALES[pair % GENRES.length] ?? { scale: 1, bias: 0 }
    expect(logit).toBeCloseTo((before[pair] ?? NaN) * scale + bias, 4)
  })
  const head = parseHead(await exportHead(network), GENRES.length)
  expect(head.weights[8]).toBeCloseTo((headBefore.weights[8] ?? NaN) * 0.6, 6)
  const onnx = await exportOnnx(network, { labels: GENRES })
  const parity = await measureParity(network, onnx, noisePictures(3, network.input))
  expect(parity.probabilities).toBeLessThan(1e-4)
})

import * as tfl from '@tensorflow/tfjs-layers'
import { relu } from '../layers/activation.ts'
import { convolution, dense, maxPooling } from '../layers/convolution.ts'
import { dropout } from '../layers/dropout.ts'
import type { Architecture, Scaling } from './architecture.ts'
import { finishNetwork, imageInput } from './network.ts'

const SCALING: Scaling = { mean: [0, 0, 0], std: [255, 255, 255] }

/**
 * The poster paper's own network of eleven layers (Shehab and Ahmed, Movie genres prediction from poster): conv 32,
 * conv 32, max-pool, dropout, conv 64, conv 64, max-pool, dropout, dense 512, dropout, dense 20; the flattening between
 * is not counted. The figure names the layers only, so the rest is as in the Keras example with those very layers
 * (cifar10_cnn): 3×3 kernels, `same` in the first of each pair and `valid` in the second, ReLU, pooling 2×2, dropout
 * 0.25, 0.25 and 0.5. Input 24×24 by default, bytes over 255.
 * With 20 labels at 24×24 600,628 parameters; no source states a number. Deviations: none known.
 */
export const customCnn: Architecture = {
  name: 'custom-cnn',
  title: 'Custom CNN',
  defaultInput: { height: 24, width: 24 },
  smallestInput: { height: 10, width: 10 },
  scaling: SCALING,
  variants: [],
  stageCount: 3,
  build(options) {
    const image = imageInput(options.input)
    let x = image
    for (const [stage, filters] of [
      ['stem', 32],
      ['stage2', 64],
    ] as const) {
      x = convolution(x, { name: `${stage}/conv1`, filters, kernel: 3, padding: 'same', bias: true })
      x = relu(x, `${stage}/relu1`)
      x = convolution(x, { name: `${stage}/conv2`, filters, kernel: 3, padding: 'valid', bias: true })
      x = relu(x, `${stage}/relu2`)
      x = maxPooling(x, { name: `${stage}/pool`, window: 2, stride: 2 })
      x = dropout(x, { name: `${stage}/dropout`, rate: 0.25 })
    }
    const flat = tfl.layers.flatten({ name: 'head/flatten' }).apply(x) as tfl.SymbolicTensor
    const embedding = relu(dense(flat, { name: 'head/dense', units: 512 }), 'head/embedding')
    const last = dropout(embedding, { name: 'head/dropout', rate: 0.5 })
    const logits = dense(last, { name: 'head/logits', units: options.labels })
    return finishNetwork(
      { image, logits, embedding, features: x },
      { architecture: 'custom-cnn', scaling: SCALING },
      options,
    )
  },
}

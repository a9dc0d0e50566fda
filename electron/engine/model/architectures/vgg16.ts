import * as tfl from '@tensorflow/tfjs-layers'
import { relu } from '../layers/activation.ts'
import { convolution, dense, globalAveragePooling, maxPooling } from '../layers/convolution.ts'
import { dropout } from '../layers/dropout.ts'
import type { Architecture } from './architecture.ts'
import { finishNetwork, imageInput, IMAGENET_SCALING } from './network.ts'

const STAGES = [
  [64, 64],
  [128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [512, 512, 512],
]

/** The paper's head: flatten, then twice 4,096 with ReLU and dropout 0.5. */
function wideHead(x: tfl.SymbolicTensor): { embedding: tfl.SymbolicTensor; last: tfl.SymbolicTensor } {
  let last = tfl.layers.flatten({ name: 'head/flatten' }).apply(x) as tfl.SymbolicTensor
  let embedding = last
  for (const layer of ['1', '2']) {
    embedding = relu(dense(last, { name: `head/dense${layer}`, units: 4096 }), `head/relu${layer}`)
    last = dropout(embedding, { name: `head/dropout${layer}`, rate: 0.5 })
  }
  return { embedding, last }
}

/**
 * VGG16, configuration D. Simonyan and Zisserman, Very Deep Convolutional Networks for Large-Scale Image Recognition,
 * 2014 (https://arxiv.org/abs/1409.1556). Input 224×224 by default, at least 32×32 (five poolings), ImageNet mean and
 * deviation as in torchvision. Its convolutions have 14,714,688 parameters (Keras states them for the net without top).
 * Deviations: the usual variant `pooled` ends in global average pooling (15,227,688 with 1,000 labels); `wide` is the
 * paper's head, 138,357,544 parameters at 224×224.
 */
export const vgg16: Architecture = {
  name: 'vgg16',
  title: 'VGG16',
  defaultInput: { height: 224, width: 224 },
  smallestInput: { height: 32, width: 32 },
  scaling: IMAGENET_SCALING,
  variants: ['pooled', 'wide'],
  stageCount: 6,
  build(options) {
    const image = imageInput(options.input)
    let x = image
    for (const [index, channels] of STAGES.entries()) {
      // The first stage is also the stem, whose name the input layer bears.
      const stage = index === 0 ? 'stem' : `stage${String(index + 1)}`
      for (const [place, filters] of channels.entries()) {
        const layer = String(place + 1)
        x = convolution(x, { name: `${stage}/conv${layer}`, filters, kernel: 3, bias: true })
        x = relu(x, `${stage}/relu${layer}`)
      }
      x = maxPooling(x, { name: `${stage}/pool`, window: 2, stride: 2 })
    }
    let embedding = globalAveragePooling(x, 'head/embedding')
    let last = embedding
    if (options.variant === 'wide') ({ embedding, last } = wideHead(x))
    const logits = dense(last, { name: 'head/logits', units: options.labels })
    return finishNetwork(
      { image, logits, embedding, features: x },
      { architecture: 'vgg16', scaling: IMAGENET_SCALING },
      options,
    )
  },
}

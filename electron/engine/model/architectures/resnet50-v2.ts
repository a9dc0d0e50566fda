import type * as tfl from '@tensorflow/tfjs-layers'
import { relu } from '../layers/activation.ts'
import {
  add,
  convolution,
  dense,
  globalAveragePooling,
  maxPooling,
  type Padding,
} from '../layers/convolution.ts'
import { batchNormalization } from '../layers/normalization.ts'
import type { Architecture, Scaling } from './architecture.ts'
import { finishNetwork, imageInput } from './network.ts'

const SCALING: Scaling = { mean: [127.5, 127.5, 127.5], std: [127.5, 127.5, 127.5] }
const STAGES = [
  { channels: 64, blocks: 3, stride: 2 },
  { channels: 128, blocks: 4, stride: 2 },
  { channels: 256, blocks: 6, stride: 2 },
  { channels: 512, blocks: 3, stride: 1 },
]

/** Keras: epsilon 1.001e-5 and momentum 0.99. */
function activated(x: tfl.SymbolicTensor, name: string): tfl.SymbolicTensor {
  return relu(
    batchNormalization(x, { name: `${name}_bn`, epsilon: 1.001e-5, momentum: 0.99 }),
    `${name}_relu`,
  )
}

/** Normalisation and ReLU first, then 1×1, 3×3, 1×1; the stride is in the last block of a stage. */
function block(
  x: tfl.SymbolicTensor,
  name: string,
  options: { channels: number; stride: number; projected: boolean },
): tfl.SymbolicTensor {
  const { channels, stride, projected } = options
  const before = activated(x, `${name}_preact`)
  let shortcut = x
  if (projected) {
    shortcut = convolution(before, {
      name: `${name}_shortcut`,
      filters: 4 * channels,
      kernel: 1,
      stride,
      bias: true,
    })
  } else if (stride > 1) {
    shortcut = maxPooling(x, { name: `${name}_shortcut_pool`, window: 1, stride })
  }
  let inner = convolution(before, { name: `${name}_conv1`, filters: channels, kernel: 1 })
  inner = activated(inner, `${name}_conv1`)
  inner = convolution(inner, { name: `${name}_conv2`, filters: channels, kernel: 3, stride })
  inner = activated(inner, `${name}_conv2`)
  inner = convolution(inner, { name: `${name}_conv3`, filters: 4 * channels, kernel: 1, bias: true })
  return add(inner, shortcut, `${name}_add`)
}

/**
 * ResNet50 V2, normalisation before each convolution. He, Zhang, Ren and Sun, Identity Mappings in Deep Residual
 * Networks, 2016 (https://arxiv.org/abs/1603.05027); details as in Keras. Input 224×224 by default, (byte − 127.5) /
 * 127.5. With 1,000 labels 25,613,800 parameters (25,568,360 of them trainable), as Keras states.
 * Variant `slim` pads the pooling of the stem as TF-slim does, which its ImageNet weights expect.
 * Deviations: none. At 24×24: 24 → 12 → 6 (stem) → 3 → 2 → 1 → 1.
 */
export const resnet50V2: Architecture = {
  name: 'resnet50v2',
  title: 'ResNet50 V2',
  defaultInput: { height: 224, width: 224 },
  smallestInput: { height: 8, width: 8 },
  scaling: SCALING,
  variants: ['keras', 'slim'],
  stageCount: 6,
  build(options) {
    const padding: Padding = options.variant === 'slim' ? 'same' : 'symmetric'
    const image = imageInput(options.input)
    let x = convolution(image, { name: 'stem/conv', filters: 64, kernel: 7, stride: 2, bias: true })
    x = maxPooling(x, { name: 'stem/pool', window: 3, stride: 2, padding })
    for (const [index, stage] of STAGES.entries()) {
      for (let place = 1; place <= stage.blocks; place++) {
        x = block(x, `stage${String(index + 1)}/block${String(place)}`, {
          channels: stage.channels,
          stride: place === stage.blocks ? stage.stride : 1,
          projected: place === 1,
        })
      }
    }
    const features = activated(x, 'stage4/post')
    const embedding = globalAveragePooling(features, 'head/embedding')
    const logits = dense(embedding, { name: 'head/logits', units: options.labels })
    return finishNetwork(
      { image, logits, embedding, features },
      { architecture: 'resnet50v2', scaling: SCALING },
      options,
    )
  },
}

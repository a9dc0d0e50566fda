import type * as tfl from '@tensorflow/tfjs-layers'
import { relu6 } from '../layers/activation.ts'
import { add, convolution, dense, depthwiseConvolution, globalAveragePooling } from '../layers/convolution.ts'
import { dropout } from '../layers/dropout.ts'
import { batchNormalization } from '../layers/normalization.ts'
import type { Architecture } from './architecture.ts'
import { finishNetwork, imageInput, IMAGENET_SCALING } from './network.ts'

/** Table 2 of the paper: expansion, channels, repeats, stride of the first. */
const BOTTLENECKS = [
  { expansion: 1, channels: 16, repeats: 1, stride: 1 },
  { expansion: 6, channels: 24, repeats: 2, stride: 2 },
  { expansion: 6, channels: 32, repeats: 3, stride: 2 },
  { expansion: 6, channels: 64, repeats: 4, stride: 2 },
  { expansion: 6, channels: 96, repeats: 3, stride: 1 },
  { expansion: 6, channels: 160, repeats: 3, stride: 2 },
  { expansion: 6, channels: 320, repeats: 1, stride: 1 },
]

/** As in torchvision and Gluon: epsilon 1e-5, momentum 0.9. */
function normalized(x: tfl.SymbolicTensor, name: string): tfl.SymbolicTensor {
  return batchNormalization(x, { name, epsilon: 1e-5, momentum: 0.9 })
}

function bottleneck(
  x: tfl.SymbolicTensor,
  stage: string,
  options: { expanded: number | null; channels: number; stride: number },
): tfl.SymbolicTensor {
  const { expanded, channels, stride } = options
  let inner = x
  if (expanded !== null) {
    inner = convolution(inner, { name: `${stage}/expand`, filters: expanded, kernel: 1 })
    inner = relu6(normalized(inner, `${stage}/expand_bn`), `${stage}/expand_relu`)
  }
  inner = depthwiseConvolution(inner, { name: `${stage}/depthwise`, kernel: 3, stride })
  inner = relu6(normalized(inner, `${stage}/depthwise_bn`), `${stage}/depthwise_relu`)
  inner = convolution(inner, { name: `${stage}/project`, filters: channels, kernel: 1 })
  inner = normalized(inner, `${stage}/project_bn`)
  return stride === 1 && x.shape[3] === channels ? add(inner, x, `${stage}/add`) : inner
}

/**
 * MobileNetV2 1.0. Sandler, Howard, Zhu, Zhmoginov and Chen, Inverted Residuals and Linear Bottlenecks, 2018
 * (https://arxiv.org/abs/1801.04381); details as in torchvision: symmetric padding, dropout 0.2 before the head. Input
 * 224×224 by default (posters: 240×160), ImageNet mean and deviation. With 1,000 labels 3,504,872 trainable parameters,
 * as torchvision states; with the moving statistics 3,538,984, as Keras states. Every bottleneck is a stage of its own.
 * Variant `gluon` fits GluonCV's weights: the first bottleneck has an expansion too (1×1, 32 → 32, 1,024 parameters and
 * a normalisation more), which the paper leaves out.
 */
export const mobilenetV2: Architecture = {
  name: 'mobilenetv2',
  title: 'MobileNetV2',
  defaultInput: { height: 240, width: 160 },
  smallestInput: { height: 24, width: 24 },
  scaling: IMAGENET_SCALING,
  variants: ['standard', 'gluon'],
  stageCount: 20,
  build(options) {
    const image = imageInput(options.input)
    let x = convolution(image, { name: 'stem/conv', filters: 32, kernel: 3, stride: 2 })
    x = relu6(normalized(x, 'stem/bn'), 'stem/relu')
    let index = 0
    for (const { expansion, channels, repeats, stride } of BOTTLENECKS) {
      for (let repeat = 0; repeat < repeats; repeat++) {
        const expands = expansion > 1 || options.variant === 'gluon'
        x = bottleneck(x, `block${String(index)}`, {
          expanded: expands ? expansion * (x.shape[3] as number) : null,
          channels,
          stride: repeat === 0 ? stride : 1,
        })
        index++
      }
    }
    x = convolution(x, { name: 'top/conv', filters: 1280, kernel: 1 })
    x = relu6(normalized(x, 'top/bn'), 'top/relu')
    const embedding = globalAveragePooling(x, 'head/embedding')
    const last = dropout(embedding, { name: 'head/dropout', rate: 0.2 })
    const logits = dense(last, { name: 'head/logits', units: options.labels })
    return finishNetwork(
      { image, logits, embedding, features: x },
      { architecture: 'mobilenetv2', scaling: IMAGENET_SCALING },
      options,
    )
  },
}

import type * as tfl from '@tensorflow/tfjs-layers'
import { relu6 } from '../layers/activation.ts'
import { add, convolution, dense, depthwiseConvolution, globalAveragePooling } from '../layers/convolution.ts'
import { dropout } from '../layers/dropout.ts'
import type { Architecture, Scaling } from './architecture.ts'
import { finishNetwork, imageInput } from './network.ts'

/** As the released Lite models. Weights for byte − 127 have the 128 in the kernel of their stem. */
const SCALING: Scaling = { mean: [127, 127, 127], std: [128, 128, 128] }

/** EfficientNet-B0's table 1 with Lite's fixed first block: kernel, expansion, channels, repeats, stride of the first. */
const BLOCKS = [
  { kernel: 3, expansion: 1, channels: 16, repeats: 1, stride: 1 },
  { kernel: 3, expansion: 6, channels: 24, repeats: 2, stride: 2 },
  { kernel: 5, expansion: 6, channels: 40, repeats: 2, stride: 2 },
  { kernel: 3, expansion: 6, channels: 80, repeats: 3, stride: 2 },
  { kernel: 5, expansion: 6, channels: 112, repeats: 3, stride: 1 },
  { kernel: 5, expansion: 6, channels: 192, repeats: 4, stride: 2 },
  { kernel: 3, expansion: 6, channels: 320, repeats: 1, stride: 1 },
]

function block(
  x: tfl.SymbolicTensor,
  stage: string,
  options: { kernel: number; expansion: number; channels: number; stride: number },
): tfl.SymbolicTensor {
  const { kernel, expansion, channels, stride } = options
  const common = { padding: 'same', bias: true } as const
  let inner = x
  if (expansion > 1) {
    const filters = expansion * (x.shape[3] as number)
    inner = convolution(inner, { name: `${stage}/expand`, filters, kernel: 1, ...common })
    inner = relu6(inner, `${stage}/expand_relu`)
  }
  inner = depthwiseConvolution(inner, { name: `${stage}/depthwise`, kernel, stride, ...common })
  inner = relu6(inner, `${stage}/depthwise_relu`)
  inner = convolution(inner, { name: `${stage}/project`, filters: channels, kernel: 1, ...common })
  return stride === 1 && x.shape[3] === channels ? add(inner, x, `${stage}/add`) : inner
}

/**
 * EfficientNet-Lite0, folded. Tan and Le, EfficientNet, 2019 (https://arxiv.org/abs/1905.11946), in the Lite form of
 * tensorflow/tpu (models/official/efficientnet/lite): no squeeze-excite, ReLU6, stem and top of fixed width. Input
 * 224×224 by default (posters: 240×160), (byte − 127) / 128. Every block is a stage of its own.
 * Deviation: batch normalisation is folded away and not trained; convolutions have biases instead. With 1,000 labels
 * the original has 4,652,008 trainable parameters; a bias for each normalisation's scale and shift leaves 4,631,000.
 */
export const efficientnetLite0: Architecture = {
  name: 'efficientnet-lite0',
  title: 'EfficientNet-Lite0',
  defaultInput: { height: 240, width: 160 },
  smallestInput: { height: 24, width: 24 },
  scaling: SCALING,
  variants: [],
  stageCount: 19,
  build(options) {
    const image = imageInput(options.input)
    const common = { padding: 'same', bias: true } as const
    let x = convolution(image, { name: 'stem/conv', filters: 32, kernel: 3, stride: 2, ...common })
    x = relu6(x, 'stem/relu')
    let index = 0
    for (const { kernel, expansion, channels, repeats, stride } of BLOCKS) {
      for (let repeat = 0; repeat < repeats; repeat++) {
        x = block(x, `block${String(index)}`, {
          kernel,
          expansion,
          channels,
          stride: repeat === 0 ? stride : 1,
        })
        index++
      }
    }
    x = convolution(x, { name: 'top/conv', filters: 1280, kernel: 1, ...common })
    x = relu6(x, 'top/relu')
    const embedding = globalAveragePooling(x, 'head/embedding')
    const last = dropout(embedding, { name: 'head/dropout', rate: 0.2 })
    const logits = dense(last, { name: 'head/logits', units: options.labels })
    return finishNetwork(
      { image, logits, embedding, features: x },
      {
        architecture: 'efficientnet-lite0',
        scaling: SCALING,
        linear: (layer) => layer.endsWith('/project'),
      },
      options,
    )
  },
}

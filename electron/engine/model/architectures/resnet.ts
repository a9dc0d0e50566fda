import type * as tfl from '@tensorflow/tfjs-layers'
import { relu } from '../layers/activation.ts'
import { add, convolution, dense, globalAveragePooling, maxPooling } from '../layers/convolution.ts'
import { batchNormalization } from '../layers/normalization.ts'
import type { Architecture, ArchitectureName } from './architecture.ts'
import { finishNetwork, imageInput, IMAGENET_SCALING } from './network.ts'

const CHANNELS = [64, 128, 256, 512]

/** As in torchvision: epsilon 1e-5, momentum 0.1 there is 0.9 here. */
function normalized(x: tfl.SymbolicTensor, name: string): tfl.SymbolicTensor {
  return batchNormalization(x, { name, epsilon: 1e-5, momentum: 0.9 })
}

/** Two 3×3 convolutions beside the identity, or beside a 1×1 projection where the shape changes (option B). */
function basicBlock(
  x: tfl.SymbolicTensor,
  name: string,
  filters: number,
  stride: number,
): tfl.SymbolicTensor {
  let inner = convolution(x, { name: `${name}_conv1`, filters, kernel: 3, stride })
  inner = relu(normalized(inner, `${name}_bn1`), `${name}_relu1`)
  inner = convolution(inner, { name: `${name}_conv2`, filters, kernel: 3 })
  inner = normalized(inner, `${name}_bn2`)
  let shortcut = x
  if (stride !== 1 || x.shape[3] !== filters) {
    shortcut = convolution(x, { name: `${name}_shortcut`, filters, kernel: 1, stride })
    shortcut = normalized(shortcut, `${name}_shortcut_bn`)
  }
  return relu(add(inner, shortcut, `${name}_add`), `${name}_relu2`)
}

/**
 * ResNet of basic blocks. He, Zhang, Ren and Sun, Deep Residual Learning for Image Recognition, 2015
 * (https://arxiv.org/abs/1512.03385), table 1; details as in torchvision. Input 224×224 by default, ImageNet mean and
 * deviation. With 1,000 labels 11,689,512 (18) and 21,797,672 (34) parameters, as torchvision states.
 * Deviations: none. At 24×24 the strides stay: 24 → 12 → 6 (stem) → 6 → 3 → 2 → 1, so the last stage sees one place.
 */
function resnet(name: ArchitectureName, title: string, blocks: readonly number[]): Architecture {
  return {
    name,
    title,
    defaultInput: { height: 224, width: 224 },
    smallestInput: { height: 8, width: 8 },
    scaling: IMAGENET_SCALING,
    variants: [],
    stageCount: 6,
    build(options) {
      const image = imageInput(options.input)
      let x = convolution(image, { name: 'stem/conv', filters: 64, kernel: 7, stride: 2 })
      x = relu(normalized(x, 'stem/bn'), 'stem/relu')
      x = maxPooling(x, { name: 'stem/pool', window: 3, stride: 2, padding: 'symmetric' })
      for (const [stage, count] of blocks.entries()) {
        for (let block = 0; block < count; block++) {
          const stride = stage > 0 && block === 0 ? 2 : 1
          const place = `stage${String(stage + 1)}/block${String(block + 1)}`
          x = basicBlock(x, place, CHANNELS[stage] as number, stride)
        }
      }
      const embedding = globalAveragePooling(x, 'head/embedding')
      const logits = dense(embedding, { name: 'head/logits', units: options.labels })
      return finishNetwork(
        { image, logits, embedding, features: x },
        { architecture: name, scaling: IMAGENET_SCALING },
        options,
      )
    },
  }
}

export const resnet18 = resnet('resnet18', 'ResNet18', [2, 2, 2, 2])
export const resnet34 = resnet('resnet34', 'ResNet34', [3, 4, 6, 3])

import type { Origin, WeightSource } from './weight-source.ts'

/** Of the network's normalisations: with a variance of 1 this scale makes them the identity. */
const UNIT_SCALE = Math.sqrt(1 + 1.001e-5)
const BLOCKS = [3, 4, 6]

/** A normalisation of which only scale and shift are known, or only the shift: its moments are taken as 0 and 1. */
function normalization(origins: Map<string, Origin>, layer: string, scale: Origin, shift: string): void {
  origins.set(`${layer}/gamma`, scale)
  origins.set(`${layer}/beta`, { tensor: shift, layout: 'vector' })
  origins.set(`${layer}/moving_mean`, { constant: 0 })
  origins.set(`${layer}/moving_variance`, { constant: 1 })
}

function preactivation(origins: Map<string, Origin>, block: string, stored: string): void {
  const scale = `${stored}_preact_FusedBatchNorm_mul_0_param`
  normalization(
    origins,
    `${block}_preact_bn`,
    { tensor: scale, layout: 'vector', times: UNIT_SCALE },
    `${stored}_preact_FusedBatchNorm_add_param`,
  )
}

/** The normalisation behind it is folded into the stored kernel and bias: the bias becomes the shift. */
function folded(origins: Map<string, Origin>, layer: string, stored: string): void {
  origins.set(`${layer}/kernel`, { tensor: `${stored}_weights`, layout: 'OHWI' })
  normalization(origins, `${layer}_bn`, { constant: UNIT_SCALE }, `${stored}_Conv2D_bias`)
}

function biased(origins: Map<string, Origin>, layer: string, stored: string): void {
  origins.set(`${layer}/kernel`, { tensor: `${stored}_weights`, layout: 'OHWI' })
  origins.set(`${layer}/bias`, { tensor: `${stored}_Conv2D_bias`, layout: 'vector' })
}

/**
 * TF-slim's resnet_v2_50 (2018_03_27): stem and blocks 1 to 3 whole, of block 4 the first unit's normalisation and
 * first convolution; the rest of it starts afresh. Kernels float16, (out, h, w, in). The moments of its normalisations
 * are lost, only scale and shift are left, and where they are folded only their product with the kernel.
 */
export const slimResnet50V2: WeightSource = {
  title: 'ResNet50 V2 of TF-slim up to the first convolution of block 4, ImageNet-1k',
  licence: 'Apache-2.0',
  architecture: 'resnet50v2',
  variant: 'slim',
  needsCalibration: true,
  isOf: (tensor) => /^block\d_unit_\d_bottleneck_v2_/.test(tensor),
  origins() {
    const origins = new Map<string, Origin>()
    biased(origins, 'stem/conv', 'conv1')
    for (const [stage, blocks] of BLOCKS.entries()) {
      for (let place = 1; place <= blocks; place++) {
        const block = `stage${String(stage + 1)}/block${String(place)}`
        const stored = `block${String(stage + 1)}_unit_${String(place)}_bottleneck_v2`
        preactivation(origins, block, stored)
        if (place === 1) biased(origins, `${block}_shortcut`, `${stored}_shortcut`)
        folded(origins, `${block}_conv1`, `${stored}_conv1`)
        folded(origins, `${block}_conv2`, `${stored}_conv2`)
        biased(origins, `${block}_conv3`, `${stored}_conv3`)
      }
    }
    preactivation(origins, 'stage4/block1', 'block4_unit_1_bottleneck_v2')
    folded(origins, 'stage4/block1_conv1', 'block4_unit_1_bottleneck_v2_conv1')
    return origins
  },
}

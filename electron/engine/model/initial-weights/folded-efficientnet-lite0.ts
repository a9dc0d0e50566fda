import type { Layout, Origin, WeightSource } from './weight-source.ts'

/** Blocks whose output is added to their input; the file numbers the addition as an operation too. */
const WITH_ADDITION = new Set([2, 4, 6, 7, 9, 10, 12, 13, 14])

/** The kernel of the stem expects byte − 127; the network's scaling divides by this as well. */
const INPUT_DEVIATION = 128

/**
 * EfficientNet-Lite0 as exported to TensorFlow Lite: normalisation folded into kernel and bias, int8 weights back to
 * float32, HWIO, depthwise HWC1, tensors numbered by operation; no classifier.
 */
export const foldedEfficientnetLite0: WeightSource = {
  title: 'EfficientNet-Lite0 with its normalisation folded, ImageNet-1k',
  licence: 'Apache-2.0',
  architecture: 'efficientnet-lite0',
  variant: null,
  needsCalibration: false,
  isOf: (tensor) => /^\d\d_(conv2d|depthwiseConv2d)\//.test(tensor),
  origins() {
    const origins = new Map<string, Origin>()
    let operation = 0
    const take = (layer: string, isDepthwise = false, times = 1): void => {
      const stored = `${String(operation++).padStart(2, '0')}_${isDepthwise ? 'depthwiseConv2d' : 'conv2d'}`
      const layout: Layout = isDepthwise ? 'HWC1' : 'HWIO'
      const weight = isDepthwise ? 'depthwise_kernel' : 'kernel'
      origins.set(`${layer}/${weight}`, { tensor: `${stored}/kernel`, layout, times })
      origins.set(`${layer}/bias`, { tensor: `${stored}/bias`, layout: 'vector' })
    }
    take('stem/conv', false, INPUT_DEVIATION)
    for (let block = 0; block < 16; block++) {
      if (block > 0) take(`block${String(block)}/expand`)
      take(`block${String(block)}/depthwise`, true)
      take(`block${String(block)}/project`)
      if (WITH_ADDITION.has(block)) operation++
    }
    take('top/conv')
    return origins
  },
}

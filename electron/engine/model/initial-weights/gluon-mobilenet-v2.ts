import type { Origin, WeightSource } from './weight-source.ts'

function normalization(origins: Map<string, Origin>, layer: string, stored: string): void {
  for (const [weight, suffix] of [
    ['gamma', 'gamma'],
    ['beta', 'beta'],
    ['moving_mean', 'running_mean'],
    ['moving_variance', 'running_var'],
  ] as const) {
    origins.set(`${layer}/${weight}`, { tensor: `${stored}_${suffix}`, layout: 'vector' })
  }
}

/** GluonCV's MobileNetV2 1.0, as in the ONNX model zoo: OIHW, depthwise O1HW, normalisation not folded, no classifier. */
export const gluonMobilenetV2: WeightSource = {
  title: 'MobileNetV2 1.0 of GluonCV, ImageNet-1k',
  licence: 'Apache-2.0',
  architecture: 'mobilenetv2',
  variant: 'gluon',
  needsCalibration: false,
  isOf: (tensor) => tensor.startsWith('linearbottleneck'),
  origins() {
    const origins = new Map<string, Origin>()
    origins.set('stem/conv/kernel', { tensor: 'conv0_weight', layout: 'OIHW' })
    normalization(origins, 'stem/bn', 'batchnorm0')
    for (let index = 0; index < 17; index++) {
      for (const [place, part] of ['expand', 'depthwise', 'project'].entries()) {
        const stored = `linearbottleneck${String(index)}`
        const layer = `block${String(index)}/${part}`
        const isDepthwise = part === 'depthwise'
        origins.set(`${layer}/${isDepthwise ? 'depthwise_kernel' : 'kernel'}`, {
          tensor: `${stored}_conv${String(place)}_weight`,
          layout: isDepthwise ? 'O1HW' : 'OIHW',
        })
        normalization(origins, `${layer}_bn`, `${stored}_batchnorm${String(place)}`)
      }
    }
    origins.set('top/conv/kernel', { tensor: 'conv1_weight', layout: 'OIHW' })
    normalization(origins, 'top/bn', 'batchnorm1')
    return origins
  },
}

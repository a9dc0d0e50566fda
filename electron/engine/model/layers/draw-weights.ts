import * as tf from '@tensorflow/tfjs-core'
import type * as tfl from '@tensorflow/tfjs-layers'
import { randomFor } from './mask-source.ts'

/** `count` normal numbers of the given deviation (Box and Muller), in JavaScript: equal on every backend. */
function normals(count: number, deviation: number, random: () => number): Float32Array {
  const values = new Float32Array(count)
  for (let index = 0; index < count; index += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random()))
    const angle = 2 * Math.PI * random()
    values[index] = radius * Math.cos(angle)
    if (index + 1 < count) values[index + 1] = radius * Math.sin(angle)
  }
  return values
}

function uniforms(count: number, limit: number, random: () => number): Float32Array {
  return Float32Array.from({ length: count }, () => (2 * random() - 1) * limit)
}

/** Numbers that one output of a kernel [h, w, in, out] or [in, out] sums over; of a depthwise one [h, w, c, 1] h × w. */
function fanIn(layer: tfl.layers.Layer, shape: readonly number[]): number {
  const window = shape.length === 4 ? (shape[0] as number) * (shape[1] as number) : 1
  if (layer.getClassName() === 'DepthwiseConv2D') return window
  return window * (shape[shape.length - 2] as number)
}

/**
 * Draws the kernels of a network in place, each from (seed, layer name); biases stay 0, normalisations 1 and 0.
 * Convolutions and hidden dense layers: He et al. 2015, N(0, 2 / fan-in). `linear` layers, which no ReLU follows:
 * N(0, 1 / fan-in). The logits: Glorot and Bengio 2010, uniform within ±√(6 / (in + out)).
 */
export function drawWeights(
  model: tfl.LayersModel,
  options: { seed: number; linear?: (layer: string) => boolean; logits: string },
): void {
  for (const layer of model.layers) {
    const kernel = layer.weights[0]
    if (kernel === undefined || layer.getClassName() === 'BatchNormalization') continue
    const shape = kernel.shape as number[]
    const count = shape.reduce((product, side) => product * side, 1)
    const random = randomFor(options.seed, layer.name)
    const gain = options.linear?.(layer.name) === true ? 1 : 2
    const values =
      layer.name === options.logits
        ? uniforms(count, Math.sqrt(6 / ((shape[0] as number) + (shape[1] as number))), random)
        : normals(count, Math.sqrt(gain / fanIn(layer, shape)), random)
    const drawn = tf.tensor(values, shape)
    kernel.write(drawn)
    drawn.dispose()
  }
}

import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { registerOwnOps } from './own-ops.ts'
import type { WasmKernel } from './wasm-heap.ts'
import { onHeap } from './wasm-heap.ts'

/*
 * Our operations in plain loops over the module's memory: a normalisation passes over its input five times. Sums are kept
 * in double precision.
 */

/** Registers the operations with their gradients. Once per process. */
export function registerWasmOps(): void {
  registerOwnOps<WasmKernel>('wasm', { normalize, normalizeGradient, rectify, rectifyGradient })
}

/** A name and its tensor's numbers each, after all outputs are made. */
function views<Name extends string>(
  backend: BackendWasm,
  tensors: Record<Name, tf.TensorInfo>,
): Record<Name, Float32Array> {
  const entries = Object.entries<tf.TensorInfo>(tensors).map(([name, tensor]) => [
    name,
    onHeap(backend, tensor),
  ])
  return Object.fromEntries(entries) as Record<Name, Float32Array>
}

/** (x − mean) / √(variance + ε) · gamma + beta, over all axes but the last; variance biased. */
function normalize({ backend, inputs, attrs }: WasmKernel): tf.TensorInfo[] {
  const { x, gamma, beta } = inputs as Record<'x' | 'gamma' | 'beta', tf.Tensor>
  const channels = gamma.size
  const outputs = [x.shape, [channels], [channels]].map((shape) => backend.makeOutput(shape, 'float32'))
  const [values, mean, variance] = outputs as [tf.TensorInfo, tf.TensorInfo, tf.TensorInfo]
  const at = views(backend, { x, gamma, beta, values, mean, variance })
  // Names of their own: a property is looked up anew at every turn of a loop.
  const { x: xs, values: out } = at
  const means = sumOver(xs, channels)
  const count = xs.length / channels
  for (let channel = 0; channel < channels; channel++) means[channel] = (means[channel] ?? 0) / count
  const spreads = new Float64Array(channels)
  for (let row = 0; row < xs.length; row += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const apart = (xs[row + channel] ?? 0) - (means[channel] ?? 0)
      spreads[channel] = (spreads[channel] ?? 0) + apart * apart
    }
  }
  const [scale, shift] = [new Float64Array(channels), new Float64Array(channels)]
  for (let channel = 0; channel < channels; channel++) {
    const spread = (spreads[channel] ?? 0) / count
    const factor = (at.gamma[channel] ?? 0) / Math.sqrt(spread + Number(attrs['epsilon']))
    at.mean[channel] = means[channel] ?? 0
    at.variance[channel] = spread
    scale[channel] = factor
    shift[channel] = (at.beta[channel] ?? 0) - (means[channel] ?? 0) * factor
  }
  for (let row = 0; row < xs.length; row += channels) {
    for (let channel = 0; channel < channels; channel++) {
      out[row + channel] = (xs[row + channel] ?? 0) * (scale[channel] ?? 0) + (shift[channel] ?? 0)
    }
  }
  return outputs
}

/** dx = gamma · σ · (dy − mean(dy) − x̂ · mean(dy · x̂)), with σ = 1 / √(variance + ε) and x̂ the normalised input. */
function normalizeGradient({ backend, inputs, attrs }: WasmKernel): tf.TensorInfo[] {
  const { dy, x, gamma, mean, variance } = inputs as Record<
    'dy' | 'x' | 'gamma' | 'mean' | 'variance',
    tf.Tensor
  >
  const channels = gamma.size
  const outputs = [x.shape, [channels], [channels]].map((shape) => backend.makeOutput(shape, 'float32'))
  const [dx, dGamma, dBeta] = outputs as [tf.TensorInfo, tf.TensorInfo, tf.TensorInfo]
  const at = views(backend, { dy, x, gamma, mean, variance, dx, dGamma, dBeta })
  const { dy: dys, x: xs, dx: dxs, mean: means } = at
  const sums = sumOver(dys, channels)
  const products = new Float64Array(channels)
  for (let row = 0; row < xs.length; row += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const apart = (xs[row + channel] ?? 0) - (means[channel] ?? 0)
      products[channel] = (products[channel] ?? 0) + (dys[row + channel] ?? 0) * apart
    }
  }
  const count = xs.length / channels
  // dx = dy · a + x · b + c
  const [a, b, c] = [new Float64Array(channels), new Float64Array(channels), new Float64Array(channels)]
  for (let channel = 0; channel < channels; channel++) {
    const sigma = 1 / Math.sqrt((at.variance[channel] ?? 0) + Number(attrs['epsilon']))
    const factor = (at.gamma[channel] ?? 0) * sigma
    const slope = (-factor * sigma * sigma * (products[channel] ?? 0)) / count
    a[channel] = factor
    b[channel] = slope
    c[channel] = (-factor * (sums[channel] ?? 0)) / count - slope * (means[channel] ?? 0)
    at.dGamma[channel] = (products[channel] ?? 0) * sigma
    at.dBeta[channel] = sums[channel] ?? 0
  }
  for (let row = 0; row < xs.length; row += channels) {
    for (let channel = 0; channel < channels; channel++) {
      const here = row + channel
      dxs[here] =
        (dys[here] ?? 0) * (a[channel] ?? 0) + (xs[here] ?? 0) * (b[channel] ?? 0) + (c[channel] ?? 0)
    }
  }
  return outputs
}

/** Sums over all rows, per channel. */
export function sumOver(values: Float32Array, channels: number): Float64Array {
  const sums = new Float64Array(channels)
  for (let row = 0; row < values.length; row += channels) {
    for (let channel = 0; channel < channels; channel++) {
      sums[channel] = (sums[channel] ?? 0) + (values[row + channel] ?? 0)
    }
  }
  return sums
}

/** Between 0 and the ceiling. */
function rectify({ inputs, attrs }: WasmKernel): tf.TensorInfo {
  const { x } = inputs as { x: tf.Tensor }
  return attrs['ceiling'] === Infinity ? tf.relu(x) : tf.relu6(x)
}

/**
 * dy where the output lies between 0 and the ceiling, both excluded. On the bits of the numbers: floats that are not
 * negative are ordered as their bits are, and a branch would go wrong at every second number.
 */
function rectifyGradient({ backend, inputs, attrs }: WasmKernel): tf.TensorInfo {
  const { dy, y } = inputs as { dy: tf.Tensor; y: tf.Tensor }
  const out = backend.makeOutput(y.shape, 'float32')
  const [dys, ys, dxs] = [dy, y, out].map((tensor) => bitsOf(onHeap(backend, tensor))) as [
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  const ceiling = bitsOf(Float32Array.of(Number(attrs['ceiling'])))[0] ?? 0
  for (let here = 0; here < ys.length; here++) {
    const bits = ys[here] ?? 0
    dxs[here] = (dys[here] ?? 0) & (-bits >> 31) & ((bits - ceiling) >> 31)
  }
  return out
}

function bitsOf(values: Float32Array): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.length)
}

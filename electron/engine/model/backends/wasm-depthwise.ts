import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import type * as tf from '@tensorflow/tfjs-core'
import type { ConvolutionSteps } from './convolution-gradients.ts'
import { onHeap } from './wasm-heap.ts'

/**
 * Gradient of a depthwise convolution in its filter: for every tap the sum over all pixels of x · dy. A plain loop over
 * the module's memory; composed of its kernels it would copy and multiply the picture once per tap.
 * @returns [filterHeight, filterWidth, channels, 1]
 */
export function depthwiseFilterGradient(
  backend: BackendWasm,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  { batch, input, output, filter, stride, before }: ConvolutionSteps,
): tf.TensorInfo {
  const { channels } = input
  const out = backend.makeOutput([filter.height, filter.width, channels, 1], 'float32')
  const [xs, dys] = [onHeap(backend, x), onHeap(backend, dy)]
  const sums = new Float64Array(filter.height * filter.width * channels)
  for (let picture = 0; picture < batch; picture++) {
    for (let row = 0; row < output.height; row++) {
      for (let tapRow = 0; tapRow < filter.height; tapRow++) {
        const inputRow = row * stride.height + tapRow - before.height
        if (inputRow < 0 || inputRow >= input.height) continue
        const inputStart = (picture * input.height + inputRow) * input.width
        const outputStart = (picture * output.height + row) * output.width
        for (let column = 0; column < output.width; column++) {
          const dyAt = (outputStart + column) * channels
          for (let tapColumn = 0; tapColumn < filter.width; tapColumn++) {
            const inputColumn = column * stride.width + tapColumn - before.width
            if (inputColumn < 0 || inputColumn >= input.width) continue
            addProducts(
              sums,
              (tapRow * filter.width + tapColumn) * channels,
              xs,
              (inputStart + inputColumn) * channels,
              dys,
              dyAt,
              channels,
            )
          }
        }
      }
    }
  }
  onHeap(backend, out).set(sums)
  return out
}

function addProducts(
  sums: Float64Array,
  sumsAt: number,
  a: Float32Array,
  aAt: number,
  b: Float32Array,
  bAt: number,
  count: number,
): void {
  for (let at = 0; at < count; at++) {
    sums[sumsAt + at] = (sums[sumsAt + at] ?? 0) + (a[aAt + at] ?? 0) * (b[bAt + at] ?? 0)
  }
}

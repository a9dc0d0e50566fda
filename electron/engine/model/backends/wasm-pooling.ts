import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import { onHeap } from './wasm-heap.ts'

/**
 * Gradient of max-pooling: dy goes to the first pixel of each window that is its maximum, as TensorFlow does it.
 * @param x what was pooled, [batch, height, width, channels]
 * @param y the maxima
 */
export function maxPoolGradient(
  backend: BackendWasm,
  dy: tf.Tensor4D,
  x: tf.Tensor4D,
  y: tf.Tensor4D,
  attrs: Record<string, unknown>,
): tf.TensorInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as {
    filterSize: number | [number, number]
    strides: number | [number, number]
    pad: 'same' | 'valid' | number
    dimRoundingMode?: 'floor' | 'round' | 'ceil'
  }
  const info = tf.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad, dimRoundingMode)
  const out = backend.makeOutput(x.shape, 'float32')
  const [dx, xs, ys, dys] = [out, x, y, dy].map((each) => onHeap(backend, each)) as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  dx.fill(0)
  const channels = info.inChannels
  const lineSize = info.inWidth * channels
  for (let picture = 0; picture < info.batchSize; picture++) {
    for (let row = 0; row < info.outHeight; row++) {
      const top = row * info.strideHeight - info.padInfo.top
      const firstRow = Math.max(0, top)
      const endRow = Math.min(info.inHeight, top + info.filterHeight)
      for (let column = 0; column < info.outWidth; column++) {
        const left = column * info.strideWidth - info.padInfo.left
        const firstColumn = Math.max(0, left)
        const endColumn = Math.min(info.inWidth, left + info.filterWidth)
        const yAt = ((picture * info.outHeight + row) * info.outWidth + column) * channels
        for (let channel = 0; channel < channels; channel++) {
          const maximum = ys[yAt + channel] ?? 0
          search: for (let line = firstRow; line < endRow; line++) {
            const lineAt = (picture * info.inHeight + line) * lineSize + channel
            for (let pixel = firstColumn; pixel < endColumn; pixel++) {
              const xAt = lineAt + pixel * channels
              if (xs[xAt] !== maximum) continue
              dx[xAt] = (dx[xAt] ?? 0) + (dys[yAt + channel] ?? 0)
              break search
            }
          }
        }
      }
    }
  }
  return out
}

import * as tf from '@tensorflow/tfjs-core'
import { runBefore } from './replace-kernel.ts'
import type { WasmKernel } from './wasm-heap.ts'
import { onHeap } from './wasm-heap.ts'
import { sumOver } from './wasm-ops.ts'

type Kernel = (kernel: WasmKernel) => tf.TensorInfo

/** Sum over all axes but the last without the transposition that the backend begins with. */
export function fastSum(before: tf.KernelFunc | null): Kernel {
  return (kernel) => columns(kernel, 1) ?? runBefore(before, kernel)
}

/** The same for the mean. */
export function fastMean(before: tf.KernelFunc | null): Kernel {
  return (kernel) => {
    const { x } = kernel.inputs as { x: tf.Tensor }
    const count = x.size / (x.shape[x.shape.length - 1] ?? 1)
    return columns(kernel, count) ?? runBefore(before, kernel)
  }
}

/** Null where it is another reduction. */
function columns({ inputs, backend, attrs }: WasmKernel, divisor: number): tf.TensorInfo | null {
  const { x } = inputs as { x: tf.Tensor }
  const axes = tf.util.parseAxisParam(attrs['axis'] as number | number[], x.shape)
  const isLeading = axes.length === x.shape.length - 1 && !axes.includes(x.shape.length - 1)
  if (x.dtype !== 'float32' || !isLeading || axes.length === 0) return null
  const channels = x.shape[x.shape.length - 1] ?? 1
  const shape = attrs['keepDims'] === true ? [...axes.map(() => 1), channels] : [channels]
  const out = backend.makeOutput(shape, 'float32')
  const sums = sumOver(onHeap(backend, x), channels)
  if (divisor !== 1) for (let at = 0; at < channels; at++) sums[at] = (sums[at] ?? 0) / divisor
  onHeap(backend, out).set(sums)
  return out
}

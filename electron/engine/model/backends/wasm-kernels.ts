import * as tf from '@tensorflow/tfjs-core'
import {
  convolutionSteps,
  depthwiseInputGradient,
  filterGradient,
  inputGradient,
} from './convolution-gradients.ts'
import { replaceKernel } from './replace-kernel.ts'
import { depthwiseFilterGradient } from './wasm-depthwise.ts'
import type { WasmKernel } from './wasm-heap.ts'
import { maxPoolGradient } from './wasm-pooling.ts'
import { fastMean, fastSum } from './wasm-sums.ts'

type Attributes = Parameters<typeof convolutionSteps>[2]
type Shape = readonly number[]

/**
 * The kernels that the wasm backend lacks for training, and quicker ones for those it has: its gradient of a
 * convolution in the input is ten times slower than another convolution is.
 */
const KERNELS: Record<string, (kernel: WasmKernel) => tf.TensorInfo> = {
  [tf.Conv2DBackpropFilter]: ({ inputs, attrs }) => {
    const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D }
    return filterGradient(x, dy, convolutionSteps(x.shape, attrs['filterShape'] as Shape, attributes(attrs)))
  },
  [tf.Conv2DBackpropInput]: ({ inputs, attrs }) => {
    const { dy, filter } = inputs as { dy: tf.Tensor4D; filter: tf.Tensor4D }
    const inputShape = attrs['inputShape'] as Shape
    return inputGradient(dy, filter, convolutionSteps(inputShape, filter.shape, attributes(attrs)))
  },
  [tf.DepthwiseConv2dNativeBackpropFilter]: (kernel) => {
    const { inputs, attrs } = kernel
    const filterShape = attrs['filterShape'] as Shape
    onePerChannel(filterShape)
    const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D }
    return depthwiseFilterGradient(
      kernel.backend,
      x,
      dy,
      convolutionSteps(x.shape, filterShape, attributes(attrs), true),
    )
  },
  [tf.DepthwiseConv2dNativeBackpropInput]: ({ inputs, attrs }) => {
    const { dy, filter } = inputs as { dy: tf.Tensor4D; filter: tf.Tensor4D }
    onePerChannel(filter.shape)
    const steps = convolutionSteps(attrs['inputShape'] as Shape, filter.shape, attributes(attrs), true)
    return depthwiseInputGradient(dy, filter, steps)
  },
  [tf.MaxPoolGrad]: ({ backend, inputs, attrs }) => {
    const { dy, input, output } = inputs as { dy: tf.Tensor4D; input: tf.Tensor4D; output: tf.Tensor4D }
    return maxPoolGradient(backend, dy, input, output, attrs)
  },
}

/** Registers them all; over those of the backend where it has one. Once per process. */
export function registerWasmKernels(): void {
  for (const [kernelName, run] of Object.entries(KERNELS)) replace(kernelName, () => run)
  replace(tf.BatchMatMul, straightProduct)
  replace(tf.Sum, fastSum)
  replace(tf.Mean, fastMean)
}

/**
 * The backend multiplies by XNNPACK, but only matrices that lie as they are read; its loops for transposed ones, which
 * every gradient of a dense layer has, are many times slower than to transpose first.
 */
function straightProduct(before: tf.KernelFunc | null): (kernel: WasmKernel) => tf.TensorInfo {
  if (before === null) throw new Error('the backend has no product of matrices')
  return ({ inputs, backend, attrs }) => {
    const { a, b } = inputs as { a: tf.Tensor; b: tf.Tensor }
    return tf.tidy(() => {
      const straight = {
        a: attrs['transposeA'] === true ? turned(a) : a,
        b: attrs['transposeB'] === true ? turned(b) : b,
      }
      const product = before({ inputs: straight, backend, attrs: { transposeA: false, transposeB: false } })
      return tf.engine().makeTensorFromTensorInfo(product as tf.TensorInfo)
    })
  }
}

/** The last two axes exchanged. */
function turned(x: tf.Tensor): tf.Tensor {
  const order = x.shape.map((_, axis) => axis)
  return tf.transpose(x, [...order.slice(0, -2), x.rank - 1, x.rank - 2])
}

function replace(
  kernelName: string,
  make: (before: tf.KernelFunc | null) => (kernel: WasmKernel) => tf.TensorInfo,
): void {
  replaceKernel('wasm', kernelName, make)
}

function attributes(attrs: Record<string, unknown>): Attributes {
  if (attrs['dataFormat'] === 'NCHW') throw new Error('channels must come last')
  return attrs as unknown as Attributes
}

/** None of the architectures has more than one output per channel. */
function onePerChannel(filterShape: Shape): void {
  if (filterShape[3] !== 1) throw new Error('a depthwise convolution with several outputs per channel')
}

import * as tf from '@tensorflow/tfjs-core'
import * as tfl from '@tensorflow/tfjs-layers'
import { onlyTensor, stockClass, type StockLayer, type Weight } from './stock.ts'

interface ConvolutionArgs {
  name: string
  filters: number
  kernelSize: number
  strides: number
  padding: 'same' | 'valid'
  useBias: boolean
  kernelInitializer: 'zeros'
}

interface StockConvolutionLayer extends StockLayer {
  kernel: Weight
  useBias: boolean
  strides: [number, number]
  padding: 'same' | 'valid'
}

const StockConvolution = stockClass<ConvolutionArgs, StockConvolutionLayer>(
  tfl.layers.conv2d({ filters: 1, kernelSize: 1 }),
)

/**
 * The stock convolution. In training without a bias it is not the fused operation, whose gradient goes on to its input
 * whether that is wanted or not: the picture's, the dearest of all, is not.
 */
class TrainableConvolution extends StockConvolution {
  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor | tf.Tensor[] {
    if (kwargs.training !== true || this.useBias) return super.call(inputs, kwargs)
    const x = onlyTensor(inputs) as tf.Tensor4D
    return tf.conv2d(x, this.kernel.read() as tf.Tensor4D, this.strides, this.padding)
  }
}

/**
 * `same`: as TensorFlow (a stride of 2 over an even side pads only behind); `symmetric`: k // 2 on every side, as
 * PyTorch and Gluon; `valid`: none. With stride 1 and an odd kernel the first two are the same.
 */
export type Padding = 'same' | 'symmetric' | 'valid'

export interface ConvolutionOptions {
  name: string
  filters: number
  kernel: number
  stride?: number
  padding?: Padding
  /** Default: none, as before a batch normalisation. */
  bias?: boolean
}

/** Adds k // 2 zeros on every side of [batch, h, w, c] in a layer of its own. */
export function zeroPadding(x: tfl.SymbolicTensor, name: string, width: number): tfl.SymbolicTensor {
  return tfl.layers
    .zeroPadding2d({
      name,
      padding: [
        [width, width],
        [width, width],
      ],
    })
    .apply(x) as tfl.SymbolicTensor
}

/** The padded input and what TensorFlow is to pad: a layer of zeros only where TensorFlow's own padding differs. */
function padded(
  x: tfl.SymbolicTensor,
  options: { name: string; kernel: number; stride: number; padding: Padding },
): { input: tfl.SymbolicTensor; padding: 'same' | 'valid' } {
  if (options.padding !== 'symmetric') return { input: x, padding: options.padding }
  if (options.kernel === 1) return { input: x, padding: 'valid' }
  if (options.stride === 1) return { input: x, padding: 'same' }
  return { input: zeroPadding(x, `${options.name}_pad`, options.kernel >> 1), padding: 'valid' }
}

/** A convolution [batch, h, w, c] → [batch, h', w', filters]; its weights are drawn later, by `drawWeights`. */
export function convolution(x: tfl.SymbolicTensor, options: ConvolutionOptions): tfl.SymbolicTensor {
  const { name, filters, kernel, stride = 1, bias = false } = options
  const { input, padding } = padded(x, { name, kernel, stride, padding: options.padding ?? 'symmetric' })
  return new TrainableConvolution({
    name,
    filters,
    kernelSize: kernel,
    strides: stride,
    padding,
    useBias: bias,
    kernelInitializer: 'zeros',
  }).apply(input) as tfl.SymbolicTensor
}

/** One filter per channel: [batch, h, w, c] → [batch, h', w', c]. */
export function depthwiseConvolution(
  x: tfl.SymbolicTensor,
  options: Omit<ConvolutionOptions, 'filters'>,
): tfl.SymbolicTensor {
  const { name, kernel, stride = 1, bias = false } = options
  const { input, padding } = padded(x, { name, kernel, stride, padding: options.padding ?? 'symmetric' })
  return tfl.layers
    .depthwiseConv2d({
      name,
      kernelSize: kernel,
      strides: stride,
      padding,
      useBias: bias,
      depthwiseInitializer: 'zeros',
    })
    .apply(input) as tfl.SymbolicTensor
}

/** The largest of each window. `symmetric` pads with zeros, so what comes in must not be negative, or mean it. */
export function maxPooling(
  x: tfl.SymbolicTensor,
  options: { name: string; window: number; stride: number; padding?: Padding },
): tfl.SymbolicTensor {
  const { name, window, stride } = options
  const { input, padding } = padded(x, { name, kernel: window, stride, padding: options.padding ?? 'valid' })
  return tfl.layers
    .maxPooling2d({ name, poolSize: [window, window], strides: [stride, stride], padding })
    .apply(input) as tfl.SymbolicTensor
}

/** The mean over the picture: [batch, h, w, c] → [batch, c]. */
export function globalAveragePooling(x: tfl.SymbolicTensor, name: string): tfl.SymbolicTensor {
  return tfl.layers.globalAveragePooling2d({ name }).apply(x) as tfl.SymbolicTensor
}

/** The sum of two tensors of one shape: the end of a residual block. */
export function add(a: tfl.SymbolicTensor, b: tfl.SymbolicTensor, name: string): tfl.SymbolicTensor {
  return tfl.layers.add({ name }).apply([a, b]) as tfl.SymbolicTensor
}

/** A fully connected layer with bias: [batch, n] → [batch, units]. */
export function dense(x: tfl.SymbolicTensor, options: { name: string; units: number }): tfl.SymbolicTensor {
  return tfl.layers.dense({ ...options, kernelInitializer: 'zeros' }).apply(x) as tfl.SymbolicTensor
}

import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import * as tf from '@tensorflow/tfjs-core'
import type { ConvolutionSteps } from './convolution-gradients.ts'
import { convolutionSteps } from './convolution-gradients.ts'
import { replaceKernel, runBefore } from './replace-kernel.ts'
import { DEPTH, FILTER_GRADIENT, SEEN, seenSizes, TILE } from './webgpu-filter-shader.ts'
import type { WebgpuKernel } from './webgpu-shader.ts'
import { runShader } from './webgpu-shader.ts'
import { columnSums, rowSums } from './webgpu-sums.ts'

/*
 * Gradients of convolutions in their filters. The backend has a thread for each number of a filter, which goes through
 * all pixels of all pictures alone: of a first layer's filter, a thousand threads of a card that has a hundred thousand.
 */

/** Pixels that a workgroup adds up at least. */
const PART_PIXELS = 256
/** Enough to keep a card busy. */
const WORKGROUPS = 512

/** Replaces the backend's kernels, where channels come last and a depthwise filter has one output for each. */
export function registerWebgpuFilters(): void {
  replaceKernel<WebgpuKernel>('webgpu', tf.Conv2DBackpropFilter, (before) => (kernel) => {
    const { backend, inputs, attrs } = kernel
    const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D }
    const steps = stepsOf(x, attrs, false)
    return steps === null ? runBefore(before, kernel) : filterGradient(backend, x, dy, steps)
  })
  replaceKernel<WebgpuKernel>('webgpu', tf.DepthwiseConv2dNativeBackpropFilter, (before) => (kernel) => {
    const { backend, inputs, attrs } = kernel
    const { x, dy } = inputs as { x: tf.Tensor4D; dy: tf.Tensor4D }
    const steps = stepsOf(x, attrs, true)
    return steps === null || steps.output.channels !== steps.input.channels
      ? runBefore(before, kernel)
      : depthwiseFilterGradient(backend, x, dy, steps)
  })
}

function stepsOf(
  x: tf.Tensor4D,
  attrs: Record<string, unknown>,
  isDepthwise: boolean,
): ConvolutionSteps | null {
  if (attrs['dataFormat'] === 'NCHW') return null
  const attributes = attrs as unknown as Parameters<typeof convolutionSteps>[2]
  return convolutionSteps(x.shape, attrs['filterShape'] as number[], attributes, isDepthwise)
}

/** @returns [filterHeight, filterWidth, channels, 1] */
function depthwiseFilterGradient(
  backend: WebGPUBackend,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  steps: ConvolutionSteps,
): tf.TensorInfo {
  const { filter, input } = steps
  const sizes = seenSizes(steps)
  return columnSums(backend, {
    name: 'depthwise-filter',
    inputs: { x, dy },
    outputShape: [filter.height, filter.width, input.channels, 1],
    rows: sizes.pixels,
    columns: filter.height * filter.width * input.channels,
    sizes,
    helpers: SEEN,
    term: 'return seen(row, column) * dy[row * uniforms.channels + column % uniforms.channels];',
  })
}

/**
 * For every tap and channel, and every output channel, the sum over all pixels of x · dy.
 * @returns [filterHeight, filterWidth, inChannels, outChannels]
 */
function filterGradient(
  backend: WebGPUBackend,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
  steps: ConvolutionSteps,
): tf.TensorInfo {
  const { filter, input, output } = steps
  const outputShape = [filter.height, filter.width, input.channels, output.channels]
  const tapChannels = filter.height * filter.width * input.channels
  const columns = tapChannels * output.channels
  const sizes = seenSizes(steps)
  const down = Math.ceil(tapChannels / TILE)
  const across = Math.ceil(output.channels / TILE)
  const mostParts = Math.min(Math.ceil(WORKGROUPS / (down * across)), Math.ceil(sizes.pixels / PART_PIXELS))
  const partPixels = Math.ceil(sizes.pixels / mostParts / DEPTH) * DEPTH
  const parts = Math.ceil(sizes.pixels / partPixels)
  const partial = runShader(backend, {
    name: 'filter',
    inputs: { x, dy },
    outputShape: parts === 1 ? outputShape : [parts, columns],
    workgroups: down * across * parts,
    sizes: { ...sizes, tapChannels, outputChannels: output.channels, down, across, partPixels, parts },
    code: FILTER_GRADIENT,
  })
  if (parts === 1) return partial
  const whole = rowSums(backend, partial, { rows: parts, columns, outputShape })
  backend.disposeData(partial.dataId)
  return whole
}

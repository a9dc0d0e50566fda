import type { LayerContext } from './onnx-layers.ts'

/** What batch normalisation does to a channel once its moments are fixed: value × scale + shift. */
export interface ScaleShift {
  scale: Float64Array
  shift: Float64Array
}

/** The sizes that a window has in both directions, as convolutions and pools of TensorFlow.js name them. */
export interface Windows {
  size: readonly [number, number]
  strides: readonly [number, number]
  dilation: readonly [number, number]
  padding: 'same' | 'valid'
}

/**
 * Zeros around the picture as ONNX wants them: [top, left, bottom, right]. SAME is TensorFlow's: the output has
 * ⌈size / stride⌉ places, and of an odd number of zeros the larger half comes after.
 * Source: the notes on convolution of https://www.tensorflow.org/api_docs/python/tf/nn
 */
export function padsOf({ size, strides, dilation, padding }: Windows, input: readonly number[]): number[] {
  if (padding === 'valid') return [0, 0, 0, 0]
  const pads = ([0, 1] as const).map((axis) => {
    const length = input[axis] as number
    const reach = (size[axis] - 1) * dilation[axis] + 1
    const total = Math.max(0, (Math.ceil(length / strides[axis]) - 1) * strides[axis] + reach - length)
    return [Math.floor(total / 2), Math.ceil(total / 2)] as const
  })
  return [0, 1].flatMap((end) => pads.map((pair) => pair[end] as number))
}

export function windowAttributes(windows: Windows, input: readonly number[]) {
  return {
    kernel_shape: windows.size,
    strides: windows.strides,
    pads: padsOf(windows, input),
  }
}

interface ConvolutionConfig {
  kernelSize: [number, number]
  strides: [number, number]
  dilationRate: [number, number]
  padding: string
}

/**
 * Conv of a Conv2D or DepthwiseConv2D, with the batch normalisation that follows it folded in, if one is given.
 * @returns the output's name, before the layer's activation
 */
export function convolutionNode(context: LayerContext, after: ScaleShift | null): string {
  const { graph, name, inputs, inputShapes, layer } = context
  const config = layer.getConfig() as unknown as ConvolutionConfig
  const isDepthwise = layer.getClassName() === 'DepthwiseConv2D'
  const windows: Windows = {
    size: config.kernelSize,
    strides: config.strides,
    dilation: config.dilationRate,
    padding: context.paddingOf(config.padding),
  }
  const kernel = context.weight(isDepthwise ? 'depthwise_kernel' : 'kernel')
  const { dims, values } = (isDepthwise ? depthwiseKernel : denseKernel)(kernel.values, kernel.shape)
  const channels = dims[0] as number
  const bias = Float64Array.from(context.weightOrNull('bias')?.values ?? new Float32Array(channels))
  if (after !== null) fold(values, bias, after)
  const constants = [
    graph.floats(`${name}/kernel`, dims, context.finite('kernel', values)),
    graph.floats(`${name}/bias`, [channels], context.finite('bias', bias)),
  ]
  return graph.node(`${name}/conv`, 'Conv', [inputs[0] as string, ...constants], {
    ...windowAttributes(windows, inputShapes[0] as number[]),
    dilations: windows.dilation,
    group: isDepthwise ? (kernel.shape[2] as number) : 1,
  })
}

interface Kernel {
  /** [outputs, inputs of a group, height, width]. */
  dims: number[]
  values: Float64Array
}

/** [height, width, inputs, outputs] → [outputs, inputs, height, width]. */
function denseKernel(from: Float32Array, shape: readonly number[]): Kernel {
  const [height, width, inputs, outputs] = shape as [number, number, number, number]
  const values = new Float64Array(from.length)
  const places = height * width
  for (let place = 0; place < places; place++) {
    for (let input = 0; input < inputs; input++) {
      const at = (place * inputs + input) * outputs
      for (let output = 0; output < outputs; output++) {
        values[(output * inputs + input) * places + place] = from[at + output] as number
      }
    }
  }
  return { dims: [outputs, inputs, height, width], values }
}

/** [height, width, channels, multiplier] → [channels × multiplier, 1, height, width]: a group for each channel. */
function depthwiseKernel(from: Float32Array, shape: readonly number[]): Kernel {
  const [height, width, channels, multiplier] = shape as [number, number, number, number]
  const { values } = denseKernel(from, [height, width, 1, channels * multiplier])
  return { dims: [channels * multiplier, 1, height, width], values }
}

/** In double precision, so that folding costs no accuracy beyond the rounding of the result. */
function fold(values: Float64Array, bias: Float64Array, { scale, shift }: ScaleShift): void {
  const each = values.length / bias.length
  for (let output = 0; output < bias.length; output++) {
    const factor = scale[output] as number
    for (let at = output * each; at < (output + 1) * each; at++) values[at] = (values[at] as number) * factor
    bias[output] = (bias[output] as number) * factor + (shift[output] as number)
  }
}

import * as tf from '@tensorflow/tfjs-core'

/*
 * Gradients of a convolution made of convolutions, which the backends are fast at. Shapes are NHWC; strides may
 * differ by axis; dilation is 1, as TensorFlow.js asks of every convolution that is differentiated.
 */

type Padding = Parameters<typeof tf.backend_util.computeConv2DInfo>[4]

/** A convolution as far as its gradients care: sizes, strides and padding in pixels. */
export interface ConvolutionSteps {
  batch: number
  input: { height: number; width: number; channels: number }
  output: { height: number; width: number; channels: number }
  filter: { height: number; width: number }
  stride: { height: number; width: number }
  /** Zero rows above and columns left of the input; below and right follow from the sizes. */
  before: { height: number; width: number }
}

/** Reads the steps out of a kernel's attributes. */
export function convolutionSteps(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attrs: { strides: number | [number, number]; pad: Padding; dimRoundingMode?: 'floor' | 'round' | 'ceil' },
  isDepthwise = false,
): ConvolutionSteps {
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attrs.strides,
    1,
    attrs.pad,
    attrs.dimRoundingMode,
    isDepthwise,
  )
  return {
    batch: info.batchSize,
    input: { height: info.inHeight, width: info.inWidth, channels: info.inChannels },
    output: { height: info.outHeight, width: info.outWidth, channels: info.outChannels },
    filter: { height: info.filterHeight, width: info.filterWidth },
    stride: { height: info.strideHeight, width: info.strideWidth },
    before: { height: info.padInfo.top, width: info.padInfo.left },
  }
}

/**
 * Gradient in the filter: a convolution of the input, its channels as batch and its batch as channels, with dy as the
 * filter. The stride becomes that filter's dilation.
 * @returns [filterHeight, filterWidth, inChannels, outChannels]
 */
export function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, steps: ConvolutionSteps): tf.Tensor4D {
  const { input, output, filter, stride } = steps
  return tf.tidy(() => {
    if (isPointwise(steps)) {
      const seen = atStride(x, steps)
      const rows = tf.transpose(tf.reshape(seen, [-1, input.channels]))
      const gradient = tf.matMul(rows, tf.reshape(dy, [-1, output.channels]))
      return tf.reshape(gradient, [1, 1, input.channels, output.channels])
    }
    const { pad, crop } = reach(steps)
    const seen = cropTo(x, crop.height, crop.width)
    const gradient = tf.conv2d(
      tf.transpose(seen, [3, 1, 2, 0]),
      tf.transpose(dy, [1, 2, 0, 3]),
      1,
      pad,
      'NHWC',
      [stride.height, stride.width],
    )
    if (gradient.shape[1] !== filter.height || gradient.shape[2] !== filter.width)
      throw new Error('a filter gradient of another size')
    return tf.transpose(gradient, [1, 2, 0, 3])
  })
}

/** How far the windows reach over the input: padding around it, and what of it no window sees. */
function reach({ input, output, filter, stride, before }: ConvolutionSteps) {
  const along = (side: 'height' | 'width') => {
    const end = (output[side] - 1) * stride[side] + filter[side] - before[side]
    return { after: Math.max(0, end - input[side]), crop: Math.min(input[side], end) }
  }
  const [height, width] = [along('height'), along('width')]
  const pad: tf.backend_util.ExplicitPadding = [
    [0, 0],
    [before.height, height.after],
    [before.width, width.after],
    [0, 0],
  ]
  return { pad, crop: { height: height.crop, width: width.crop } }
}

/**
 * Gradient in the input: dy, spread out by the stride, convolved with the filter turned around.
 * @returns [batch, height, width, inChannels]
 */
export function inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, steps: ConvolutionSteps): tf.Tensor4D {
  const { input, output, batch } = steps
  return tf.tidy(() => {
    if (isPointwise(steps)) {
      const matrix = tf.transpose(tf.reshape(filter, [input.channels, output.channels]))
      const rows = tf.matMul(tf.reshape(dy, [-1, output.channels]), matrix)
      const small: tf.Tensor4D = tf.reshape(rows, [batch, output.height, output.width, input.channels])
      return fitTo(spread(small, steps), input.height, input.width)
    }
    const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2])
    const { seen, pad } = spreadAndPad(dy, steps)
    return tf.conv2d(seen, turned, 1, pad)
  })
}

/** The same for a depthwise convolution with one output per channel. */
export function depthwiseInputGradient(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  steps: ConvolutionSteps,
): tf.Tensor4D {
  return tf.tidy(() => {
    const { seen, pad } = spreadAndPad(dy, steps)
    return tf
      .engine()
      .runKernel<tf.Tensor4D>(
        tf.DepthwiseConv2dNative,
        { x: seen, filter: tf.reverse(filter, [0, 1]) },
        { strides: [1, 1], pad, dataFormat: 'NHWC', dilations: [1, 1] },
      )
  })
}

/** dy with zeros between, and the padding with which a convolution of stride 1 gives the input's size. */
function spreadAndPad(dy: tf.Tensor4D, steps: ConvolutionSteps) {
  const { input, filter, before } = steps
  const spreadOut = spread(dy, steps)
  const along = (side: 'height' | 'width', size: number) => {
    const first = filter[side] - 1 - before[side]
    const last = input[side] + filter[side] - 1 - first - size
    return { first, last: Math.max(0, last), size: Math.min(size, size + last) }
  }
  const height = along('height', spreadOut.shape[1])
  const width = along('width', spreadOut.shape[2])
  const pad: tf.backend_util.ExplicitPadding = [
    [0, 0],
    [height.first, height.last],
    [width.first, width.last],
    [0, 0],
  ]
  return { seen: cropTo(spreadOut, height.size, width.size), pad }
}

/** Each pixel followed by stride − 1 zeros, in both directions: [batch, h × stride, w × stride, channels]. */
function spread(x: tf.Tensor4D, { stride }: ConvolutionSteps): tf.Tensor4D {
  if (stride.height === 1 && stride.width === 1) return x
  const [batch, height, width, channels] = x.shape
  const wide = tf.pad(tf.reshape(x, [batch * height, 1, width, channels]), [
    [0, 0],
    [0, stride.height - 1],
    [0, 0],
    [0, (stride.width - 1) * channels],
  ])
  return tf.reshape(wide, [batch, height * stride.height, width * stride.width, channels])
}

/** The upper left part. */
function cropTo(x: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  if (x.shape[1] === height && x.shape[2] === width) return x
  return tf.slice(x, [0, 0, 0, 0], [-1, height, width, -1])
}

/** Cropped, or filled up with zeros, below and to the right. */
function fitTo(x: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const cropped = tf.slice(
    x,
    [0, 0, 0, 0],
    [-1, Math.min(height, x.shape[1]), Math.min(width, x.shape[2]), -1],
  )
  const [below, right] = [height - cropped.shape[1], width - cropped.shape[2]]
  if (below === 0 && right === 0) return cropped
  return tf.pad(cropped, [
    [0, 0],
    [0, below],
    [0, right],
    [0, 0],
  ])
}

/** A 1×1 convolution without padding is a product of matrices. */
function isPointwise({ filter, before }: ConvolutionSteps): boolean {
  return filter.height === 1 && filter.width === 1 && before.height === 0 && before.width === 0
}

function atStride(x: tf.Tensor4D, { stride, output }: ConvolutionSteps): tf.Tensor4D {
  if (stride.height === 1 && stride.width === 1) return x
  const last = [(output.height - 1) * stride.height + 1, (output.width - 1) * stride.width + 1] as const
  return tf.stridedSlice(
    x,
    [0, 0, 0, 0],
    [x.shape[0], last[0], last[1], x.shape[3]],
    [1, stride.height, stride.width, 1],
  ) as tf.Tensor4D
}

import type { layers } from '@tensorflow/tfjs-layers'
import type { LayerWeight } from './layer-weights.ts'
import type { ScaleShift, Windows } from './onnx-convolutions.ts'
import { convolutionNode, windowAttributes } from './onnx-convolutions.ts'
import type { GraphWriter } from './onnx-graph.ts'

/** One layer as its translation sees it. Maps of channels are NCHW in the graph, vectors [N, values]. */
export interface LayerContext {
  layer: layers.Layer
  /** Unique in the graph: the layer's name. */
  name: string
  graph: GraphWriter
  /** Names of the graph's values that go in. */
  inputs: string[]
  /** Their shapes as TensorFlow.js has them, channels last, without the batch. */
  inputShapes: number[][]
  /** @throws Error naming the layer when it has no such weight */
  weight(name: string): LayerWeight
  weightOrNull(name: string): LayerWeight | null
  /** The padding that is meant. @throws Error naming the layer for any but same and valid */
  paddingOf(text: string): 'same' | 'valid'
  /** The numbers, if each is finite. @throws AppError `model/not-finite` */
  finite<Numbers extends Float64Array | Float32Array>(what: string, numbers: Numbers): Numbers
  /** @throws Error naming the layer and what of it has no translation */
  refuse(what: string): never
}

type Translate = (context: LayerContext) => string

/** Every class of layer that can be written, by its name in TensorFlow.js. */
export const TRANSLATIONS: Readonly<Record<string, Translate>> = {
  Conv2D: (context) => convolution(context, null),
  DepthwiseConv2D: (context) => convolution(context, null),
  BatchNormalization: batchNormalization,
  ReLU: ({ layer, graph, name, inputs }) =>
    relu(
      graph,
      name,
      inputs[0] as string,
      (layer.getConfig() as { maxValue?: number | null }).maxValue ?? null,
    ),
  Activation: (context) => activation(context, context.inputs[0] as string),
  Add: add,
  ZeroPadding2D: zeroPadding,
  MaxPooling2D: (context) => pool({ ...context, inputs: [keptPadding(context)] }, 'MaxPool', {}),
  AveragePooling2D: (context) => pool(context, 'AveragePool', { count_include_pad: 0 }),
  GlobalAveragePooling2D: ({ graph, name, inputs }) =>
    graph.node(`${name}/flat`, 'Flatten', [graph.node(`${name}/mean`, 'GlobalAveragePool', inputs)], {
      axis: 1,
    }),
  Flatten: flatten,
  Dense: dense,
  /** Only training drops anything. */
  Dropout: ({ inputs }) => inputs[0] as string,
}

/** A Conv2D or DepthwiseConv2D with what follows it folded in, and its activation. */
export function convolution(context: LayerContext, after: ScaleShift | null): string {
  return activation(context, convolutionNode(context, after))
}

/** Name of the activation inside a layer: `linear` for none. */
export function activationOf(layer: layers.Layer): string {
  const { activation: name } = layer.getConfig()
  return typeof name === 'string' ? name : 'linear'
}

function activation(context: LayerContext, input: string): string {
  const { graph, name, layer } = context
  const kind = activationOf(layer)
  switch (kind) {
    case 'linear':
      return input
    case 'relu':
      return relu(graph, name, input, null)
    case 'relu6':
      return relu(graph, name, input, 6)
    case 'sigmoid':
      return graph.node(`${name}/sigmoid`, 'Sigmoid', [input])
    default:
      return context.refuse(`activation ${kind}`)
  }
}

function relu(graph: GraphWriter, name: string, input: string, most: number | null): string {
  if (most === null) return graph.node(`${name}/relu`, 'Relu', [input])
  const limits = [graph.floats(`${name}/least`, [], [0]), graph.floats(`${name}/most`, [], [most])]
  return graph.node(`${name}/clip`, 'Clip', [input, ...limits])
}

/** Of inference: the moving moments. */
export function scaleShiftOf(context: LayerContext): ScaleShift {
  const { epsilon } = context.layer.getConfig() as { epsilon: number }
  const mean = context.weight('moving_mean').values
  const variance = context.weight('moving_variance').values
  const gamma = context.weightOrNull('gamma')?.values
  const beta = context.weightOrNull('beta')?.values
  const scale = Float64Array.from(variance, (value, at) => (gamma?.[at] ?? 1) / Math.sqrt(value + epsilon))
  const shift = Float64Array.from(mean, (value, at) => (beta?.[at] ?? 0) - value * (scale[at] as number))
  return { scale, shift }
}

/** One that no convolution takes in: before an activation that starts a block, or after an addition. */
function batchNormalization(context: LayerContext): string {
  const { graph, name, inputs, layer } = context
  const { epsilon } = layer.getConfig() as { epsilon: number }
  const mean = context.weight('moving_mean').values
  const channels = mean.length
  const constant = (what: string, values: Float32Array) =>
    graph.floats(`${name}/${what}`, [channels], context.finite(what, values))
  const constants = [
    constant('gamma', context.weightOrNull('gamma')?.values ?? new Float32Array(channels).fill(1)),
    constant('beta', context.weightOrNull('beta')?.values ?? new Float32Array(channels)),
    constant('moving_mean', mean),
    constant('moving_variance', context.weight('moving_variance').values),
  ]
  return graph.node(`${name}/normalize`, 'BatchNormalization', [inputs[0] as string, ...constants], {
    epsilon: { float: epsilon },
  })
}

function add({ graph, name, inputs, inputShapes, refuse }: LayerContext): string {
  const [first] = inputShapes
  if (inputShapes.some((shape) => shape.join() !== first?.join())) return refuse('addition of unequal shapes')
  return inputs.reduce((sum, input, index) => graph.node(`${name}/add${index}`, 'Add', [sum, input]))
}

function zeroPadding({ graph, name, layer, inputs }: LayerContext): string {
  const { padding } = layer.getConfig() as { padding: [[number, number], [number, number]] }
  const [[top, bottom], [left, right]] = padding
  const pads = graph.integers(`${name}/pads`, [0, 0, top, left, 0, 0, bottom, right])
  return graph.node(`${name}/pad`, 'Pad', [inputs[0] as string, pads])
}

interface PoolConfig {
  poolSize: [number, number]
  strides: [number, number]
  padding: string
}

function pool(context: LayerContext, opType: string, more: Record<string, number>): string {
  const { graph, name, inputs, inputShapes, layer } = context
  const { poolSize, strides, padding } = layer.getConfig() as unknown as PoolConfig
  const windows: Windows = { size: poolSize, strides, dilation: [1, 1], padding: context.paddingOf(padding) }
  const attributes = { ...windowAttributes(windows, inputShapes[0] as number[]), ...more }
  return graph.node(`${name}/pool`, opType, inputs, attributes)
}

const LOWEST = -3.4028234663852886e38

/**
 * The input of a maximum whose zeros around it count as values. ONNX Runtime 1.30 (and the optimizer of ONNX) joins a
 * Pad with the MaxPool after it, whose own padding counts as −∞: wrong where all of a window is negative, as before
 * the first activation of ResNet50V2. A node between them that changes nothing keeps them apart.
 */
function keptPadding({ graph, name, inputs }: LayerContext): string {
  const madeBy = (output: string | undefined) => graph.nodes.find((node) => node.output[0] === output)
  const input = inputs[0] as string
  const padding = madeBy(input)
  if (padding?.opType !== 'Pad' || madeBy(padding.input[0])?.opType === 'Relu') return input
  return graph.node(`${name}/kept`, 'Max', [input, graph.floats(`${name}/lowest`, [], [LOWEST])])
}

/** TensorFlow.js flattens maps with the channels last, so the order is turned back before. */
function flatten({ graph, name, inputs, inputShapes }: LayerContext): string {
  const isMap = inputShapes[0]?.length === 3
  const ordered = isMap ? [graph.node(`${name}/nhwc`, 'Transpose', inputs, { perm: [0, 2, 3, 1] })] : inputs
  return graph.node(`${name}/flat`, 'Flatten', ordered, { axis: 1 })
}

function dense(context: LayerContext): string {
  const { graph, name, inputs, inputShapes } = context
  if (inputShapes[0]?.length !== 1) return context.refuse('a map as input')
  const { dims, values } = transposed(context.weight('kernel'))
  const units = dims[0] as number
  const bias = context.weightOrNull('bias')?.values ?? new Float32Array(units)
  const output = graph.node(
    `${name}/gemm`,
    'Gemm',
    [
      inputs[0] as string,
      graph.floats(`${name}/kernel`, dims, context.finite('kernel', values)),
      graph.floats(`${name}/bias`, [units], context.finite('bias', bias)),
    ],
    { transB: 1 },
  )
  return activation(context, output)
}

/** [inputs, units] → [units, inputs], the order of `head.bin`. */
export function transposed({ shape, values }: LayerWeight): { dims: [number, number]; values: Float32Array } {
  const [inputs, units] = shape as [number, number]
  const turned = new Float32Array(values.length)
  for (let unit = 0; unit < units; unit++) {
    for (let input = 0; input < inputs; input++)
      turned[unit * inputs + input] = values[input * units + unit] as number
  }
  return { dims: [units, inputs], values: turned }
}

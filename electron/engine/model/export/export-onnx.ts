import type { layers, LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers'
import type { Network } from '../architectures/architecture.ts'
import type { LayerWeight, LayerWeights } from './layer-weights.ts'
import { readWeights, requireFinite } from './layer-weights.ts'
import type { GraphWriter } from './onnx-graph.ts'
import { createGraph, renameValues } from './onnx-graph.ts'
import type { LayerContext } from './onnx-layers.ts'
import { activationOf, convolution, scaleShiftOf, transposed, TRANSLATIONS } from './onnx-layers.ts'
import type { OnnxValue } from './onnx-schema.ts'
import { ELEMENT_TYPES, encodeOnnx } from './onnx-schema.ts'

/** What ONNX Runtime since 1.14 reads. */
const IR_VERSION = 8
const OPSET = 17

/** Names in the graph and in `model.json`. */
export const ONNX_NAMES = {
  input: 'image',
  probabilities: 'probabilities',
  embedding: 'embedding',
  features: 'features',
} as const

/** What of a network goes into a graph. */
export type ExportedNetwork = Pick<Network, 'architecture' | 'input' | 'model' | 'scaling' | 'dimensions'>

/**
 * A network as an ONNX file for inference: batch normalisation folded into the convolution before it, scaling inside.
 *
 * Input `image`: uint8 [N, height, width, 3], RGB. Outputs, float32: `probabilities` [N, labels], `embedding`
 * [N, dimensions], of which the last layer makes the logits, and `features` [N, channels, height', width'], the last
 * map of features with its channels first.
 * @throws AppError `model/not-finite` when a weight is NaN or infinite, folded or not
 * @throws Error naming the layer when one has no translation
 */
export async function exportOnnx(
  network: ExportedNetwork,
  { labels }: { labels: readonly string[] },
): Promise<Uint8Array> {
  const { model } = network
  const graph = createGraph()
  const emit = emitter(model, graph, await readWeights(model), pictureNodes(graph, network))
  const [logits, embedding, features] = model.outputs.map(emit) as [string, string, string]
  const head = headOf(model)
  const [read] = sourcesOf(model.outputs[0] as SymbolicTensor)
  if (read === undefined || emit(read) !== embedding)
    throw new Error(`${head.name} does not rest on the embedding`)
  graph.node(ONNX_NAMES.probabilities, 'Sigmoid', [logits])
  renameValues(
    graph.nodes,
    new Map([
      [embedding, ONNX_NAMES.embedding],
      [features, ONNX_NAMES.features],
    ]),
  )
  const [height, width, channels] = shapeOf(model.outputs[2] as SymbolicTensor) as [number, number, number]
  return encodeOnnx({
    irVersion: IR_VERSION,
    producerName: 'onesheet',
    graph: {
      name: network.architecture,
      node: graph.nodes,
      initializer: graph.constants,
      input: [value(ONNX_NAMES.input, ELEMENT_TYPES.uint8, [network.input.height, network.input.width, 3])],
      output: [
        value(ONNX_NAMES.probabilities, ELEMENT_TYPES.float32, [labels.length]),
        value(ONNX_NAMES.embedding, ELEMENT_TYPES.float32, [network.dimensions]),
        value(ONNX_NAMES.features, ELEMENT_TYPES.float32, [channels, height, width]),
      ],
    },
    opsetImport: [{ domain: '', version: OPSET }],
    metadataProps: [
      { key: 'architecture', value: network.architecture },
      { key: 'labels', value: labels.join('|') },
    ],
  })
}

/**
 * `head.bin` of a network: the weights of each label over the embedding, then the biases (see `parseHead`).
 * @throws AppError `model/not-finite`
 */
export async function exportHead(network: Pick<Network, 'model'>): Promise<Uint8Array> {
  const head = headOf(network.model)
  const weights = (await readWeights(network.model)).get(head.name) as LayerWeights
  const { dims, values } = transposed(weights.get('kernel') as LayerWeight)
  const bias = weights.get('bias')?.values ?? new Float32Array(dims[0])
  const numbers = Float32Array.from([...values, ...bias])
  return new Uint8Array(requireFinite(head.name, numbers).buffer)
}

/** The dense layer that makes the logits. */
export function headOf(model: LayersModel): layers.Layer {
  const head = (model.outputs[0] as SymbolicTensor).sourceLayer
  if (head.getClassName() !== 'Dense' || activationOf(head) !== 'linear')
    throw new Error(`${head.name} is no dense layer without activation, so it cannot be the head`)
  return head
}

/** Bytes to what the network was trained on, channels first: (byte − mean) / std. */
function pictureNodes(graph: GraphWriter, { scaling }: Pick<Network, 'scaling'>): string {
  const first = graph.node('picture/nchw', 'Transpose', [ONNX_NAMES.input], { perm: [0, 3, 1, 2] })
  const float = graph.node('picture/float', 'Cast', [first], { to: ELEMENT_TYPES.float32 })
  const mean = graph.floats('picture/mean', [3, 1, 1], scaling.mean)
  const centred = graph.node('picture/centred', 'Sub', [float, mean])
  return graph.node('picture/scaled', 'Div', [centred, graph.floats('picture/std', [3, 1, 1], scaling.std)])
}

/** Writes what a tensor of the model needs, once, and tells its name in the graph. */
function emitter(
  model: LayersModel,
  graph: GraphWriter,
  weights: ReadonlyMap<string, LayerWeights>,
  picture: string,
): (tensor: SymbolicTensor) => string {
  const uses = countUses(model)
  const written = new Map<SymbolicTensor, string>(model.inputs.map((input) => [input, picture]))

  const contextOf = (layer: layers.Layer, from: readonly SymbolicTensor[]): LayerContext => {
    const refuse = (what: string): never => {
      throw new Error(`${layer.name} (${layer.getClassName()}) cannot be written to ONNX: ${what}`)
    }
    if ((layer.getConfig().dataFormat ?? 'channelsLast') !== 'channelsLast') refuse('channels first')
    const weightOrNull = (name: string) => weights.get(layer.name)?.get(name) ?? null
    return {
      layer,
      name: layer.name,
      graph,
      inputs: from.map(emit),
      inputShapes: from.map(shapeOf),
      weightOrNull,
      weight: (name) => weightOrNull(name) ?? refuse(`no ${name}`),
      paddingOf: (text) => (text === 'same' || text === 'valid' ? text : refuse(`padding ${text}`)),
      finite: (what, numbers) => requireFinite(`${layer.name}/${what}`, numbers),
      refuse,
    }
  }

  const translate = (tensor: SymbolicTensor): string => {
    const layer = tensor.sourceLayer
    const from = sourcesOf(tensor)
    const convolved = layer.getClassName() === 'BatchNormalization' ? from[0] : undefined
    if (convolved !== undefined && isFoldable(convolved.sourceLayer) && uses.get(convolved) === 1) {
      const before = contextOf(convolved.sourceLayer, sourcesOf(convolved))
      return convolution(before, scaleShiftOf({ ...contextOf(layer, []), inputShapes: [shapeOf(convolved)] }))
    }
    const context = contextOf(layer, from)
    const translation = TRANSLATIONS[layer.getClassName()]
    return translation === undefined ? context.refuse('no layer of its class can') : translation(context)
  }

  function emit(tensor: SymbolicTensor): string {
    let name = written.get(tensor)
    if (name === undefined) {
      name = translate(tensor)
      written.set(tensor, name)
    }
    return name
  }
  return emit
}

function isFoldable(layer: layers.Layer): boolean {
  return ['Conv2D', 'DepthwiseConv2D'].includes(layer.getClassName()) && activationOf(layer) === 'linear'
}

/** What goes into the layer that makes a tensor. */
function sourcesOf(tensor: SymbolicTensor): SymbolicTensor[] {
  return tensor.sourceLayer.inboundNodes[tensor.nodeIndex]?.inputTensors ?? []
}

/** How often each tensor that the outputs rest on is read; an output counts as one reading. */
function countUses(model: LayersModel): Map<SymbolicTensor, number> {
  const uses = new Map<SymbolicTensor, number>()
  const waiting = [...model.outputs]
  for (let tensor = waiting.pop(); tensor !== undefined; tensor = waiting.pop()) {
    const before = uses.get(tensor) ?? 0
    uses.set(tensor, before + 1)
    if (before === 0) waiting.push(...sourcesOf(tensor))
  }
  return uses
}

/** Without the batch. Networks are made for one size of picture, so every size is known. */
function shapeOf(tensor: SymbolicTensor): number[] {
  return tensor.shape.slice(1).map((size) => {
    if (size === null) throw new Error(`${tensor.name} has no fixed size`)
    return size
  })
}

function value(name: string, elemType: number, sizes: readonly number[]): OnnxValue {
  const dim = [{ dimParam: 'N' }, ...sizes.map((dimValue) => ({ dimValue }))]
  return { name, type: { tensorType: { elemType, shape: { dim } } } }
}

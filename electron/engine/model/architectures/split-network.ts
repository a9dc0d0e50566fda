import * as tfl from '@tensorflow/tfjs-layers'
import type { Network } from './architecture.ts'

/** A network in two: the second takes what the first gives. They share the network's layers and weights. */
export interface SplitNetwork {
  /** Scaled pixels [batch, h, w, 3] → the output of the last frozen stage. */
  before: tfl.LayersModel
  /** That output → [logits, embedding]. */
  after: tfl.LayersModel
}

/** Tensors a layer is fed with where it was first applied: in the network itself. */
function inputsOf(layer: tfl.layers.Layer): tfl.SymbolicTensor[] {
  const input = layer.getInputAt(0)
  return Array.isArray(input) ? input : [input]
}

/**
 * Cuts a network behind its first `count` stages, so that their output can be kept on disk while they are frozen. The
 * layers behind the cut are applied a second time, so `layer.output` of them is no longer one tensor (`getOutputAt(0)`
 * is the network's own).
 * @param count 1 … stages − 1
 */
export function splitNetwork(network: Network, count: number): SplitNetwork {
  const { model, stages, stageOutputs } = network
  const last = stageOutputs[count - 1]
  if (last === undefined || count >= stages.length) {
    throw new RangeError(
      `A network of ${String(stages.length)} stages cannot be cut behind ${String(count)}.`,
    )
  }
  const cut = model.getLayer(last).getOutputAt(0) as tfl.SymbolicTensor
  const entry = tfl.input({ name: `${last}_kept`, shape: cut.shape.slice(1) })
  const applied = new Map<string, tfl.SymbolicTensor>([[cut.name, entry]])
  const isFrozen = new Set(stages.slice(0, count).flat())
  for (const layer of model.layers) {
    if (isFrozen.has(layer.name)) continue
    const inputs = inputsOf(layer).map((tensor) => applied.get(tensor.name) as tfl.SymbolicTensor)
    const output = layer.apply(inputs.length === 1 ? (inputs[0] as tfl.SymbolicTensor) : inputs)
    applied.set((layer.getOutputAt(0) as tfl.SymbolicTensor).name, output as tfl.SymbolicTensor)
  }
  const [logits, embedding] = model.outputs as [tfl.SymbolicTensor, tfl.SymbolicTensor]
  return {
    before: tfl.model({ inputs: model.inputs, outputs: cut }),
    after: tfl.model({
      inputs: entry,
      outputs: [logits, embedding].map((tensor) => applied.get(tensor.name) as tfl.SymbolicTensor),
    }),
  }
}

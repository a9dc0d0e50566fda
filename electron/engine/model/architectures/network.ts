import * as tfl from '@tensorflow/tfjs-layers'
import { drawWeights } from '../layers/draw-weights.ts'
import type { ArchitectureName, BuildOptions, InputSize, Network, Scaling } from './architecture.ts'

/** Bytes as 0 … 1, less the mean and over the deviation of ImageNet (as PyTorch's and Gluon's models take them). */
export const IMAGENET_SCALING: Scaling = {
  mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
  std: [0.229 * 255, 0.224 * 255, 0.225 * 255],
}

/** The input of a network: scaled pixels [batch, height, width, 3]. */
export function imageInput(input: InputSize): tfl.SymbolicTensor {
  return tfl.input({ name: 'stem/image', shape: [input.height, input.width, 3] })
}

export interface Ends {
  image: tfl.SymbolicTensor
  logits: tfl.SymbolicTensor
  embedding: tfl.SymbolicTensor
  features: tfl.SymbolicTensor
}

/** Layers are named stage/layer; what stands before the stroke makes the stages, in the order of the layers. */
function stagesOf(model: tfl.LayersModel): string[][] {
  const stages = new Map<string, string[]>()
  for (const { name } of model.layers) {
    const stage = name.split('/', 1)[0] as string
    const names = stages.get(stage)
    if (names === undefined) stages.set(stage, [name])
    else names.push(name)
  }
  return [...stages.values()]
}

/** Joins the ends into a network and draws its weights. `linear` names convolutions that no ReLU follows. */
export function finishNetwork(
  ends: Ends,
  about: { architecture: ArchitectureName; scaling: Scaling; linear?: (layer: string) => boolean },
  options: BuildOptions,
): Network {
  const { architecture, scaling, linear } = about
  const model = tfl.model({
    name: architecture,
    inputs: ends.image,
    outputs: [ends.logits, ends.embedding, ends.features],
  })
  drawWeights(model, {
    seed: options.seed,
    logits: ends.logits.sourceLayer.name,
    ...(linear === undefined ? {} : { linear }),
  })
  const stages = stagesOf(model)
  return {
    architecture,
    variant: options.variant ?? null,
    input: options.input,
    scaling,
    model,
    stages,
    // Layers come by depth, so the last of a stage is the one all others of it lead to.
    stageOutputs: stages.map((stage) => stage[stage.length - 1] as string),
    dimensions: ends.embedding.shape[1] as number,
  }
}

import type * as tfl from '@tensorflow/tfjs-layers'
import { ARCHITECTURE_NAMES } from '#shared/domain/train-options.ts'
import { AppError } from '#shared/errors.ts'
import { customCnn } from './custom-cnn.ts'
import { efficientnetLite0 } from './efficientnet-lite0.ts'
import { mobilenetV2 } from './mobilenet-v2.ts'
import { resnet18, resnet34 } from './resnet.ts'
import { resnet50V2 } from './resnet50-v2.ts'
import { vgg16 } from './vgg16.ts'

export const ARCHITECTURES = ARCHITECTURE_NAMES

export type ArchitectureName = (typeof ARCHITECTURES)[number]

/** Pixels. */
export interface InputSize {
  height: number
  width: number
}

/** Per channel, red first: network input = (byte − mean) / std. */
export interface Scaling {
  mean: [number, number, number]
  std: [number, number, number]
}

export interface Network {
  architecture: ArchitectureName
  variant: string | null
  input: InputSize
  scaling: Scaling
  /**
   * Input [batch, h, w, 3] float32, scaled; outputs [logits [batch, labels], embedding [batch, dimensions], features
   * [batch, h', w', c]]. The logits are a dense layer over the embedding (after its dropout, where there is one).
   */
  model: tfl.LayersModel
  /** The names of all layers by stage, each layer once, from the input on; the last stage is the head. */
  stages: string[][]
  /** For each stage the layer whose output is all that the later stages see of it. */
  stageOutputs: string[]
  /** Length of the embedding. */
  dimensions: number
}

export interface BuildOptions {
  input: InputSize
  labels: number
  /** Weights are drawn from it, equal on every backend. */
  seed: number
  /** One of the architecture's variants; default the first. */
  variant?: string | null
}

export interface Architecture {
  name: ArchitectureName
  title: string
  defaultInput: InputSize
  /** Below it a feature map would vanish. */
  smallestInput: InputSize
  scaling: Scaling
  /** The usual one first; none where there is only one. */
  variants: readonly string[]
  /** How many stages there are to freeze, the head among them. */
  stageCount: number
  build(options: BuildOptions): Network
}

const ALL: Record<ArchitectureName, Architecture> = {
  resnet18,
  resnet34,
  resnet50v2: resnet50V2,
  vgg16,
  'custom-cnn': customCnn,
  mobilenetv2: mobilenetV2,
  'efficientnet-lite0': efficientnetLite0,
}

/** The architecture of that name; `train/architecture` where there is none. */
export function architectureOf(name: string): Architecture {
  if (!Object.hasOwn(ALL, name)) throw new AppError('train/architecture', name)
  return ALL[name as ArchitectureName]
}

/**
 * Refuses an unknown name (`train/architecture`), an unknown variant (`train/variant`) and pictures that are too small
 * (`train/input`); what it lets pass, {@link buildNetwork} builds.
 */
export function requireBuildable(
  name: string,
  { input, variant }: Pick<BuildOptions, 'input' | 'variant'>,
): void {
  const { title, smallestInput, variants } = architectureOf(name)
  if (input.height < smallestInput.height || input.width < smallestInput.width) {
    const smallest = `${String(smallestInput.height)}×${String(smallestInput.width)}`
    const given = `${String(input.height)}×${String(input.width)}`
    throw new AppError('train/input', `${title} needs ${smallest} pixels, not ${given}`)
  }
  if (variant !== undefined && variant !== null && !variants.includes(variant)) {
    throw new AppError('train/variant', `${title}, ${variant}`)
  }
}

/**
 * Builds a network with freshly drawn weights.
 * @throws AppError as {@link requireBuildable} says
 */
export function buildNetwork(name: string, options: BuildOptions): Network {
  requireBuildable(name, options)
  const architecture = architectureOf(name)
  return architecture.build({ ...options, variant: options.variant ?? architecture.variants[0] ?? null })
}

/** How many numbers a network consists of; `total` also counts the moving statistics of its normalisations. */
export function parameterCount(model: tfl.LayersModel): { trainable: number; total: number } {
  const size = (shape: readonly (number | null)[]): number =>
    shape.reduce<number>((product, side) => product * (side ?? 1), 1)
  let trainable = 0
  let total = 0
  for (const layer of model.layers) {
    for (const weight of layer.weights) {
      total += size(weight.shape)
      if (!/moving_(mean|variance)/.test(weight.originalName)) trainable += size(weight.shape)
    }
  }
  return { trainable, total }
}

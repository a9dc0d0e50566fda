import * as tf from '@tensorflow/tfjs-core'
import { statSync } from 'node:fs'
import { AppError } from '#shared/errors.ts'
import type { Network } from '../architectures/architecture.ts'
import { foldedEfficientnetLite0 } from './folded-efficientnet-lite0.ts'
import { gluonMobilenetV2 } from './gluon-mobilenet-v2.ts'
import type { StoredTensor } from './safetensors.ts'
import { readSafetensors } from './safetensors.ts'
import { readSavedLayers } from './saved-layers.ts'
import { slimResnet50V2 } from './slim-resnet50-v2.ts'
import { inNetworkOrder, storedShape, type Origin, type WeightSource } from './weight-source.ts'

const SOURCES = [gluonMobilenetV2, foldedEfficientnetLite0, slimResnet50V2]
const HEAD = 'head/logits/'

export interface ImportedWeights {
  /** What the weights are, for a report. */
  initName: string
  /** Of what was taken over; null for layers of our own. */
  licence: string | null
  /** The network's weights that were set, as layer/weight. */
  loaded: string[]
  /** The network's weights that keep their random start, as layer/weight. */
  leftOut: string[]
  /** Tensors of the file that the network has no place for. */
  unused: string[]
  /** Before training, `calibrateNormalization` must see some pictures: the source has lost the moments. */
  needsCalibration: boolean
}

/** What a file or folder offers, before a network takes it. */
interface Offer {
  title: string
  licence: string | null
  architecture: string | null
  variant: string | null
  origins: Map<string, Origin>
  tensors: Map<string, StoredTensor>
  needsCalibration: boolean
}

function refused(path: string, what: string): AppError {
  return new AppError('train/initial-weights', `${path}: ${what}`)
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    throw refused(path, 'it cannot be read')
  }
}

/** Layers of our own: every tensor goes where its name says. */
function savedOffer(path: string): Offer {
  const { title, architecture, variant, tensors } = readSavedLayers(path)
  const origins = new Map<string, Origin>()
  for (const [name, { shape }] of tensors) {
    origins.set(name, { tensor: name, layout: shape.length === 4 ? 'HWIO' : 'vector' })
  }
  return { title, licence: null, architecture, variant, tensors, origins, needsCalibration: false }
}

function offerOf(path: string): Offer {
  if (isFolder(path)) return savedOffer(path)
  const { tensors } = readSafetensors(path)
  const names = [...tensors.keys()]
  const source: WeightSource | undefined = SOURCES.find(({ isOf }) => names.some(isOf))
  if (source === undefined) throw refused(path, 'its tensors are of no network known here')
  return { ...source, origins: source.origins(), tensors }
}

/**
 * The variant of its architecture that initial weights need, null for the usual one.
 * @param path a safetensors file of a known make, or a folder with layers of our own
 * @throws AppError `train/initial-weights`, `model/layers`
 */
export function variantOf(path: string): string | null {
  return offerOf(path).variant
}

const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`

function valuesOf(path: string, offer: Offer, origin: Origin, shape: readonly number[]): Float32Array {
  const count = shape.reduce((product, side) => product * side, 1)
  if ('constant' in origin) return new Float32Array(count).fill(origin.constant)
  const { tensor: name, layout, times = 1 } = origin
  const stored = offer.tensors.get(name)
  if (stored === undefined) throw refused(path, `the tensor ${name} is missing`)
  const expected = layout === 'vector' ? [...shape] : storedShape(shape, layout)
  if (stored.shape.join() !== expected.join()) {
    const [given, wanted] = [shapeText(stored.shape), shapeText(expected)]
    throw refused(path, `the tensor ${name} has the shape ${given}, not ${wanted}`)
  }
  const values = layout === 'vector' ? stored.values() : inNetworkOrder(stored.values(), shape, layout)
  if (!values.every(Number.isFinite))
    throw refused(path, `the tensor ${name} holds values that are not finite`)
  return times === 1 ? values : values.map((value) => value * times)
}

/** Whether a weight may stay random: what a known make lacks by nature, and a head for other labels. */
function mayStay(offer: Offer, name: string, origin: Origin | undefined, shape: readonly number[]): boolean {
  const isOurs = offer.licence === null
  if (origin === undefined) return !isOurs || name.startsWith(HEAD)
  if (!isOurs || !name.startsWith(HEAD) || !('tensor' in origin)) return false
  return offer.tensors.get(origin.tensor)?.shape.join() !== shape.join()
}

function requireFit(path: string, network: Network, offer: Offer): void {
  const { title, architecture, variant } = offer
  if (architecture !== null && architecture !== network.architecture) {
    throw refused(path, `it is ${title}, for ${architecture} and not ${network.architecture}`)
  }
  if (variant !== null && variant !== network.variant) {
    throw refused(path, `it is ${title}, which needs the variant ${variant}`)
  }
}

/**
 * Sets the weights of a network from a safetensors file of a known make (GluonCV's MobileNetV2, the folded
 * EfficientNet-Lite0, TF-slim's ResNet50 V2; told apart by their tensors) or from layers that a training of ours wrote.
 * All or nothing: the network is changed only when everything fits.
 * @throws AppError `train/initial-weights`, naming the tensor that is missing or has another shape; `model/layers` for
 *   layers of ours that are not whole
 */
export function importInitialWeights(network: Network, path: string): ImportedWeights {
  const offer = offerOf(path)
  requireFit(path, network, offer)
  const values = new Map<string, Float32Array>()
  const leftOut: string[] = []
  const used = new Set<string>()
  for (const { originalName: name, shape } of network.model.weights) {
    const origin = offer.origins.get(name)
    if (mayStay(offer, name, origin, shape as number[])) {
      leftOut.push(name)
      continue
    }
    if (origin === undefined) throw refused(path, `the tensor ${name} is missing`)
    values.set(name, valuesOf(path, offer, origin, shape as number[]))
    if ('tensor' in origin) used.add(origin.tensor)
  }
  for (const weight of network.model.weights) {
    const drawn = values.get(weight.originalName)
    if (drawn === undefined) continue
    const tensor = tf.tensor(drawn, weight.shape as number[])
    weight.write(tensor)
    tensor.dispose()
  }
  return {
    initName: offer.title,
    licence: offer.licence,
    loaded: [...values.keys()],
    leftOut,
    unused: [...offer.tensors.keys()].filter((name) => !used.has(name)),
    needsCalibration: offer.needsCalibration,
  }
}

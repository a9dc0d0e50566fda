import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { readLayers } from '../export/layer-files.ts'
import type { StoredTensor } from './safetensors.ts'

/** Layers that a training of ours has written, read back. */
export interface SavedLayers {
  title: string
  architecture: string
  variant: string | null
  /** By the network's layer/weight. */
  tensors: Map<string, StoredTensor>
}

/**
 * Reads the layers that a training of ours wrote: the folder `layers` itself, or the one that holds it.
 * @throws AppError `train/initial-weights` where there are none, `model/layers` where they are not whole
 */
export function readSavedLayers(path: string): SavedLayers {
  const folder = [join(path, 'layers'), path].find((place) => existsSync(join(place, 'network.json')))
  if (folder === undefined) {
    throw new AppError('train/initial-weights', `${path}: there are no layers of an earlier training in it`)
  }
  const { about, weights } = readLayers(folder)
  const tensors = new Map<string, StoredTensor>()
  for (const [name, { shape, values }] of weights) {
    tensors.set(name, { dtype: 'F32', shape, values: () => values.slice() })
  }
  return { title: `the layers in ${path}`, architecture: about.architecture, variant: about.variant, tensors }
}

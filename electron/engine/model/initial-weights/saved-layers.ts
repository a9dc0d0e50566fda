import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import type { StoredTensor } from './safetensors.ts'

/** Layers that a training of ours has written, read back. */
export interface SavedLayers {
  folder: string
  title: string
  /** Null where the folder does not say. */
  architecture: string | null
  variant: string | null
  /** By the network's layer/weight. */
  tensors: Map<string, StoredTensor>
}

function refused(path: string, what: string): AppError {
  return new AppError('train/initial-weights', `${path}: ${what}`)
}

function jsonOf(path: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>
  } catch {
    throw refused(path, 'it cannot be read')
  }
  throw refused(path, 'it is not a table')
}

interface ManifestWeight {
  name: string
  shape: number[]
  dtype: string
}

interface ManifestGroup {
  paths: string[]
  weights: ManifestWeight[]
}

function dataOf(folder: string, group: ManifestGroup): Buffer {
  return Buffer.concat(
    group.paths.map((path) => {
      // A manifest names files beside it; anything else is not ours.
      if (basename(path) !== path) throw refused(folder, `${path} is not a file of that folder`)
      try {
        return readFileSync(join(folder, path))
      } catch {
        throw refused(folder, `${path} cannot be read`)
      }
    }),
  )
}

function tensorsOf(folder: string, groups: readonly ManifestGroup[]): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>()
  for (const group of groups) {
    const data = dataOf(folder, group)
    let from = 0
    for (const { name, shape, dtype } of group.weights) {
      if (dtype !== 'float32') throw refused(folder, `${name} is of the kind ${dtype}, not float32`)
      const start = from
      from += shape.reduce((product, side) => product * side, 4)
      if (from > data.length) throw refused(folder, `${name} is not whole`)
      const end = from
      tensors.set(name, {
        dtype: 'F32',
        shape,
        values: () => new Float32Array(new Uint8Array(data.subarray(start, end)).buffer),
      })
    }
  }
  return tensors
}

/**
 * Reads what a training of ours wrote in the TensorFlow.js layers format: the folder `layers` itself, or the one that
 * holds it.
 * @throws AppError `train/initial-weights`
 */
export function readSavedLayers(path: string): SavedLayers {
  const inner = join(path, 'layers')
  const folder = existsSync(join(inner, 'model.json')) ? inner : path
  if (!existsSync(join(folder, 'model.json'))) {
    throw refused(path, 'there is no layers/model.json of an earlier training in it')
  }
  const { weightsManifest } = jsonOf(join(folder, 'model.json'))
  if (!Array.isArray(weightsManifest)) throw refused(folder, 'model.json names no weights')
  const about = existsSync(join(folder, 'network.json')) ? jsonOf(join(folder, 'network.json')) : {}
  const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return {
    folder,
    title: `the layers in ${path}`,
    architecture: textOrNull(about.architecture),
    variant: textOrNull(about.variant),
    tensors: tensorsOf(folder, weightsManifest as ManifestGroup[]),
  }
}

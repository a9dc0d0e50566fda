import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { sha256Hex } from '../../platform/hash.ts'
import type { Head } from '../heads.ts'
import type { FileContents } from './folder-files.ts'
import type { SavedWeight } from './layer-files.ts'
import { ABOUT, readLayers, TOPOLOGY, WEIGHTS } from './layer-files.ts'

/** What every architecture calls the layer that makes the logits. */
const LAST_LAYER = 'head/logits'

/**
 * The files that `saveLayers` wrote of a network, as it would write them with another head as the last layer.
 * @throws AppError `model/layers` when they are not whole, or the head does not fit
 */
export function layersWithHead(folder: string, head: Head): FileContents {
  const { about, weights } = readLayers(folder)
  const labels = head.bias.length
  const fitting = (name: string, shape: number[]): SavedWeight => {
    const weight = weights.get(`${LAST_LAYER}/${name}`)
    if (weight?.shape.join() !== shape.join()) throw new AppError('model/layers', folder)
    return weight
  }
  const kernel = fitting('kernel', [head.dimensions, labels]).values
  fitting('bias', [labels]).values.set(head.bias)
  for (let at = 0; at < kernel.length; at++) {
    const [dimension, label] = [Math.floor(at / labels), at % labels]
    kernel[at] = head.weights[label * head.dimensions + dimension] as number
  }
  // All weights are views of one buffer, which is the file.
  const bytes = new Uint8Array(kernel.buffer)
  const changed = { ...about, sha256: { ...about.sha256, weights: sha256Hex(bytes) } }
  return {
    [TOPOLOGY]: readFileSync(join(folder, TOPOLOGY)),
    [WEIGHTS]: bytes,
    [ABOUT]: `${JSON.stringify(changed, null, 2)}\n`,
  }
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { AppError } from '#shared/errors.ts'
import { sha256Hex } from '../../platform/hash.ts'
import { predictBytes } from '../architectures/predict-bytes.ts'
import { startBackend } from '../backends/start-backend.ts'
import type { Embedder } from '../embed.ts'
import { loadLayers } from '../export/layer-files.ts'
import type { LoadedModel } from '../registry.ts'

/**
 * Computes embeddings with TensorFlow.js, on a backend that becomes the one in use in this process.
 * @throws AppError `backend/unavailable`; `model/layers` where the model has no layers, or no longer those it had when
 * it was loaded
 */
export async function createLayersEmbedder(
  { manifest, layers }: Pick<LoadedModel, 'manifest' | 'layers'>,
  backend: 'native' | 'wasm',
): Promise<Embedder> {
  if (layers === null || sha256Hex(readFileSync(join(layers.folder, 'network.json'))) !== layers.sha256) {
    throw new AppError('model/layers', manifest.id)
  }
  await startBackend(backend)
  const network = loadLayers(layers.folder)
  const { height, width } = manifest.input
  const { dimensions } = manifest.outputs
  if (network.dimensions !== dimensions) throw new AppError('model/layers', manifest.id)
  return {
    async embed(tensors) {
      const embedding = tf.tidy(
        () => predictBytes(network, Buffer.concat(tensors), [tensors.length, height, width, 3]).embedding,
      )
      const values = (await embedding.data()) as Float32Array
      embedding.dispose()
      return tensors.map((_, at) => values.slice(at * dimensions, (at + 1) * dimensions))
    },
    close() {
      network.model.dispose()
      return Promise.resolve()
    },
  }
}

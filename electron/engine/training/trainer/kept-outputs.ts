import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { AppError } from '#shared/errors.ts'
import { isDiskFull } from '../../platform/disk-full.ts'
import type { Batches, Sample } from '../pixels/batches.ts'
import type { InputOf } from './feed.ts'

/** Outputs of a network for samples, float32 in a file. */
export interface KeptOutputs {
  /** [samples, …]; the caller owns the tensor. */
  read(samples: readonly Sample[]): tf.Tensor
  /** Removes the file. */
  close(): void
}

const nameOf = ({ film, copy }: Sample) => `${film}/${copy}`

/**
 * Computes a network's output for every sample once.
 * @throws AppError `train/disk-full`, `app/cancelled`
 */
export async function keepOutputs(
  model: LayersModel,
  inputOf: InputOf,
  sources: readonly Batches[],
  file: string,
  { signal, onProgress }: { signal: AbortSignal; onProgress(done: number, total: number): void },
): Promise<KeptOutputs> {
  const shape = (model.outputs[0]?.shape ?? []).slice(1) as number[]
  const size = tf.util.sizeFromShape(shape) * Float32Array.BYTES_PER_ELEMENT
  const total = sources.reduce((sum, { samples }) => sum + samples.length, 0)
  const places = new Map<string, number>()
  const descriptor = openSync(file, 'w+')
  const close = () => {
    closeSync(descriptor)
    rmSync(file, { force: true })
  }
  try {
    for (const batches of sources) {
      for await (const batch of batches.epoch(0)) {
        if (signal.aborted) throw new AppError('app/cancelled')
        const input = inputOf(batch, 0, batch.samples.length)
        const output = tf.tidy(() => model.apply(input, { training: false }) as tf.Tensor)
        const values = (await output.data()) as Float32Array
        tf.dispose([input, output])
        writeAt(
          descriptor,
          new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
          places.size * size,
        )
        for (const sample of batch.samples) places.set(nameOf(sample), places.size)
        onProgress(places.size, total)
      }
    }
  } catch (error) {
    close()
    throw isDiskFull(error) ? new AppError('train/disk-full', file) : error
  }
  return {
    read: (samples) => {
      const bytes = new Uint8Array(samples.length * size)
      samples.forEach((sample, row) => {
        const place = places.get(nameOf(sample))
        if (place === undefined) throw new Error('The output of a sample was not kept')
        readSync(descriptor, bytes, row * size, size, place * size)
      })
      return tf.tensor(new Float32Array(bytes.buffer), [samples.length, ...shape])
    },
    close,
  }
}

function writeAt(descriptor: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.byteLength;) {
    written += writeSync(descriptor, bytes, written, bytes.byteLength - written, position + written)
  }
}

import * as tf from '@tensorflow/tfjs-core'
import type { ExportedNetwork } from './export-onnx.ts'
import { predictBytes } from '../architectures/predict-bytes.ts'
import { loadRuntime } from '../runtime.ts'
import { ONNX_NAMES } from './export-onnx.ts'

/** The largest difference between what a network and its ONNX file make of the same pictures. */
export interface Parity {
  probabilities: number
  /** As a share of the largest value of the embedding, where that is above 1. */
  embedding: number
}

/** A file that differs by more is not the network that was trained. */
export const MOST_DIFFERENCE = 1e-4
const BATCH = 8

/**
 * Compares a network, on the backend of TensorFlow.js in use, with its ONNX file in ONNX Runtime on the processor.
 * @param pictures model inputs: height × width × 3 bytes each
 */
export async function measureParity(
  network: ExportedNetwork,
  onnx: Uint8Array,
  pictures: readonly Uint8Array[],
): Promise<Parity> {
  const { InferenceSession, Tensor } = await loadRuntime()
  const session = await InferenceSession.create(onnx, { intraOpNumThreads: 1 })
  const parity: Parity = { probabilities: 0, embedding: 0 }
  try {
    for (let from = 0; from < pictures.length; from += BATCH) {
      const batch = pictures.slice(from, from + BATCH)
      const bytes = new Uint8Array(Buffer.concat(batch))
      const { height, width } = network.input
      const dims = [batch.length, height, width, 3]
      const here = await runNetwork(network, bytes, dims)
      const there = await session.run({ [ONNX_NAMES.input]: new Tensor('uint8', bytes, dims) })
      for (const name of ['probabilities', 'embedding'] as const) {
        const difference = largestDifference(here[name], there[name]?.data as Float32Array)
        parity[name] = Math.max(parity[name], difference)
      }
    }
  } finally {
    await session.release()
  }
  return parity
}

/** Inference of a batch of pictures as bytes. */
async function runNetwork(
  network: ExportedNetwork,
  bytes: Uint8Array,
  dims: number[],
): Promise<Record<keyof Parity, Float32Array>> {
  const [probabilities, embedding] = tf.tidy(() => {
    const { logits, embedding } = predictBytes(network, bytes, dims)
    return [tf.sigmoid(logits), embedding] as const
  }) as unknown as [tf.Tensor, tf.Tensor]
  try {
    return {
      probabilities: (await probabilities.data()) as Float32Array,
      embedding: (await embedding.data()) as Float32Array,
    }
  } finally {
    tf.dispose([probabilities, embedding])
  }
}

/** Infinite where the lengths or any number do not compare. */
function largestDifference(left: Float32Array, right: Float32Array): number {
  if (left.length !== right.length) return Infinity
  let [largest, unit] = [0, 1]
  for (let at = 0; at < left.length; at++) {
    const difference = Math.abs((left[at] as number) - (right[at] as number))
    if (!Number.isFinite(difference)) return Infinity
    largest = Math.max(largest, difference)
    unit = Math.max(unit, Math.abs(left[at] as number))
  }
  return largest / unit
}

import * as tf from '@tensorflow/tfjs-core'
import { GENRES } from '#shared/domain/genres.ts'
import type { Scaling } from '../../model/architectures/architecture.ts'
import type { Batch, Batches } from '../pixels/batches.ts'
import type { LoopData } from './loop.ts'
import type { StepInput } from './learner.ts'

/** Network input of a batch's pictures `from` to `to` (exclusive); the caller owns it. */
export type InputOf = (batch: Batch, from: number, to: number) => tf.Tensor

/** Batches as the loop takes them: cut into micro-batches, made tensors one after the other. */
export function loopData(batches: Batches, inputOf: InputOf, microBatch: number): LoopData {
  return {
    stepsPerEpoch: batches.stepsPerEpoch,
    async *epoch(epoch, fromStep) {
      for await (const batch of batches.epoch(epoch, fromStep)) {
        yield { step: batch.step, parts: () => partsOf(batch, inputOf, microBatch) }
      }
    },
  }
}

function* partsOf(batch: Batch, inputOf: InputOf, microBatch: number): Generator<StepInput> {
  const count = batch.samples.length
  for (let from = 0; from < count; from += microBatch) {
    const to = Math.min(count, from + microBatch)
    const targets = batch.labels.slice(from * GENRES.length, to * GENRES.length)
    yield {
      input: inputOf(batch, from, to),
      targets: tf.tensor2d(targets, [to - from, GENRES.length]),
    }
  }
}

/** Scaled pixels [n, height, width, 3] of uint8 ones. */
export function pixelTensor(
  pixels: Uint8Array,
  input: { height: number; width: number },
  scaling: Scaling,
): tf.Tensor4D {
  const values = scaled(pixels, scaling)
  return tf.tensor4d(values, [pixels.length / (input.height * input.width * 3), input.height, input.width, 3])
}

const LEVELS = 256

/** (byte − mean) / std of each channel, by a table: three look-ups a pixel. */
function scaled(pixels: Uint8Array, { mean, std }: Scaling): Float32Array {
  const [red, green, blue] = [0, 1, 2].map((channel) =>
    Float32Array.from({ length: LEVELS }, (_, byte) => (byte - (mean[channel] ?? 0)) / (std[channel] ?? 1)),
  ) as [Float32Array, Float32Array, Float32Array]
  const values = new Float32Array(pixels.length)
  for (let at = 0; at < pixels.length; at += 3) {
    values[at] = red[pixels[at] as number] as number
    values[at + 1] = green[pixels[at + 1] as number] as number
    values[at + 2] = blue[pixels[at + 2] as number] as number
  }
  return values
}

import * as tf from '@tensorflow/tfjs-core'
import * as tfl from '@tensorflow/tfjs-layers'
import { relu } from '#engine/model/layers/activation.ts'
import { convolution, dense, globalAveragePooling } from '#engine/model/layers/convolution.ts'
import { drawWeights } from '#engine/model/layers/draw-weights.ts'
import { dropout } from '#engine/model/layers/dropout.ts'
import { batchNormalization } from '#engine/model/layers/normalization.ts'
import { seededRandom } from '#engine/platform/random.ts'
import { GENRES } from '#shared/domain/genres.ts'

/** Pictures are so many pixels high and wide. */
export const TINY_SIDE = 6
export const TINY_HEAD = 'head/logits'

/** A network with all that a larger one has: a convolution, a normalisation, dropout (at `rate`). About 450 weights. */
export function tinyNetwork({ seed = 1, rate = 0, hasNorm = true } = {}): tfl.LayersModel {
  const image = tfl.input({ name: 'stem/image', shape: [TINY_SIDE, TINY_SIDE, 3] })
  const x = convolution(image, { name: 'stem/conv', filters: 6, kernel: 3 })
  const even = hasNorm ? batchNormalization(x, { name: 'stem/norm', epsilon: 1e-3, momentum: 0.9 }) : x
  const features = relu(even, 'stem/relu')
  const embedding = relu(
    dense(globalAveragePooling(features, 'head/pool'), { name: 'head/dense', units: 8 }),
    'head/embedding',
  )
  const last = rate === 0 ? embedding : dropout(embedding, { name: 'head/dropout', rate })
  const logits = dense(last, { name: TINY_HEAD, units: GENRES.length })
  const model = tfl.model({ inputs: image, outputs: [logits, embedding, features] })
  drawWeights(model, { seed, logits: TINY_HEAD })
  return model
}

export interface TinyFilms {
  count: number
  /** films × side × side × 3, about −1 … 1 */
  pixels: Float32Array
  /** films × labels */
  truth: Uint8Array
}

const PIXELS = TINY_SIDE * TINY_SIDE * 3

/** Films whose genres show in their colours: red ones are of the first genre, green ones of the second, …, and noise. */
export function tinyFilms(count: number, seed = 1): TinyFilms {
  const random = seededRandom(seed)
  const pixels = new Float32Array(count * PIXELS)
  const truth = new Uint8Array(count * GENRES.length)
  for (let film = 0; film < count; film++) {
    for (let channel = 0; channel < 3; channel++) {
      const has = random() < 0.4
      truth[film * GENRES.length + channel] = has ? 1 : 0
      for (let at = channel; at < PIXELS; at += 3) {
        pixels[film * PIXELS + at] = (has ? 0.6 : -0.6) + (random() - 0.5)
      }
    }
    for (let label = 3; label < 6; label++) truth[film * GENRES.length + label] = random() < 0.2 ? 1 : 0
  }
  return { count, pixels, truth }
}

/** Network input and targets of films, by their places. The caller owns the tensors. */
export function tinyInput(
  films: TinyFilms,
  places: ArrayLike<number>,
): { input: tf.Tensor4D; targets: tf.Tensor2D } {
  const { length } = places
  const pixels = new Float32Array(length * PIXELS)
  const targets = new Float32Array(length * GENRES.length)
  for (let row = 0; row < length; row++) {
    const film = places[row] ?? 0
    pixels.set(films.pixels.subarray(film * PIXELS, (film + 1) * PIXELS), row * PIXELS)
    targets.set(films.truth.subarray(film * GENRES.length, (film + 1) * GENRES.length), row * GENRES.length)
  }
  return {
    input: tf.tensor4d(pixels, [length, TINY_SIDE, TINY_SIDE, 3]),
    targets: tf.tensor2d(targets, [length, GENRES.length]),
  }
}

import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { seededRandom } from '#engine/platform/random.ts'

/** Ranges in which a training leaves weights that begin as zeros and ones: nothing may hide behind those. */
const RANGES: Record<string, [number, number]> = {
  gamma: [0.3, 0.8],
  beta: [-0.3, 0.3],
  moving_mean: [-0.3, 0.3],
  moving_variance: [0.5, 1.5],
  bias: [-0.3, 0.3],
}

/** Gives a fresh network biases, and normalisations that do something, as if it had learned. */
export function pretendToLearn(model: LayersModel, seed = 3): void {
  const random = seededRandom(seed)
  for (const weight of model.weights) {
    const range = RANGES[weight.originalName.split('/').at(-1) ?? '']
    if (range === undefined) continue
    const [least, most] = range
    tf.tidy(() => {
      const before = weight.read()
      const values = Float32Array.from({ length: before.size }, () => least + random() * (most - least))
      weight.write(tf.tensor(values, before.shape))
    })
  }
}

/** Model inputs of seeded noise over seeded shades: bytes, height × width × 3. */
export function noisePictures(
  count: number,
  { height, width }: { height: number; width: number },
  seed = 5,
): Uint8Array[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => {
    const [shade, noise] = [random() * 256, random() * 128]
    return Uint8Array.from({ length: height * width * 3 }, () =>
      Math.max(0, Math.min(255, shade + (random() - 0.5) * 2 * noise)),
    )
  })
}

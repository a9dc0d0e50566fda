import type { Tensor } from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import type { TrainOptions } from '#shared/domain/train-options.ts'
import { AppError } from '#shared/errors.ts'
import type { Network } from '../../model/architectures/architecture.ts'
import type { InputOf } from './feed.ts'
import { pixelTensor } from './feed.ts'
import type { PreparedData } from './prepare-data.ts'

/** The part of a network that learns, and where its input comes from. */
export interface Stem {
  model: LayersModel
  inputOf: InputOf
  /** Input of the validation pictures `from` to `to` (exclusive). */
  judgeInput(from: number, to: number): Tensor
  close(): void
}

/**
 * Freezes the first `count` stages.
 * @throws AppError `train/frozen` when nothing but the head, or less, would learn of an architecture without that many
 */
export function freezeStages(network: Network, count: number): void {
  if (count >= network.stages.length) throw new AppError('train/frozen', String(count))
  for (const name of network.stages.slice(0, count).flat()) network.model.getLayer(name).trainable = false
}

/** The whole network, fed with pixels. */
export async function openStem(network: Network, _options: TrainOptions, data: PreparedData): Promise<Stem> {
  const { input, scaling } = network
  const bytes = data.cache.bytesPerPicture
  return {
    model: network.model,
    inputOf: (batch, from, to) =>
      pixelTensor(batch.pixels.subarray(from * bytes, to * bytes), input, scaling),
    judgeInput: (from, to) => {
      const films = data.validation.slice(from, to).map(({ film }) => film)
      return pixelTensor(data.cache.read(films), input, scaling)
    },
    close: () => undefined,
  }
}

import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { AppError } from '#shared/errors.ts'
import type { Network } from '../../model/architectures/architecture.ts'
import { splitNetwork } from '../../model/architectures/split-network.ts'
import type { Batches } from '../pixels/batches.ts'
import type { InputOf } from './feed.ts'
import { pixelTensor } from './feed.ts'
import { keepOutputs } from './kept-outputs.ts'

/** The part of a network that learns, and where its input comes from. */
export interface Stem {
  model: LayersModel
  inputOf: InputOf
  close(): void
}

/**
 * Freezes the first `count` stages.
 * @throws AppError `train/frozen` where the architecture has no more than that
 */
export function freezeStages(network: Network, count: number): void {
  if (count >= network.stages.length) throw new AppError('train/frozen', String(count))
  for (const name of network.stages.slice(0, count).flat()) network.model.getLayer(name).trainable = false
}

/** The whole network, fed with pixels. */
export function wholeNetwork({ model, input, scaling }: Network): Stem {
  const bytes = input.height * input.width * 3
  return {
    model,
    inputOf: (batch, from, to): Tensor4D =>
      pixelTensor(batch.pixels.subarray(from * bytes, to * bytes), input, scaling),
    close: () => undefined,
  }
}

/**
 * What comes after the frozen stages, fed with their output, which is computed once for every sample of the batches
 * and kept in a file: for pictures that are the same in every epoch.
 */
export async function behindFrozenStages(
  network: Network,
  count: number,
  sources: readonly Batches[],
  file: string,
  tools: { signal: AbortSignal; onProgress(done: number, total: number): void },
): Promise<Stem> {
  const { before, after } = splitNetwork(network, count)
  const whole = wholeNetwork(network)
  const kept = await keepOutputs(before, whole.inputOf, sources, file, tools)
  return {
    model: after,
    inputOf: (batch, from, to) => kept.read(batch.samples.slice(from, to)),
    close: () => {
      kept.close()
    },
  }
}

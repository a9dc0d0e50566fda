import type { layers, LayersModel } from '@tensorflow/tfjs-layers'
import { AppError } from '#shared/errors.ts'

/** A weight's numbers, read from the backend once. */
export interface LayerWeight {
  /** Within its layer: `kernel`, `bias`, `gamma`, `moving_mean` and so on. */
  name: string
  shape: number[]
  values: Float32Array
}

export type LayerWeights = Map<string, LayerWeight>

/** The weights of every layer of a model, by layer and weight name; on any backend, also one that reads late. */
export async function readWeights(model: LayersModel): Promise<Map<string, LayerWeights>> {
  const read = await Promise.all(
    model.layers.map(async (layer) => [layer.name, await weightsOf(layer)] as const),
  )
  return new Map(read)
}

async function weightsOf(layer: layers.Layer): Promise<LayerWeights> {
  const weights = await Promise.all(
    layer.weights.map(async (weight) => {
      const name = weight.originalName.split('/').at(-1) as string
      const values = Float32Array.from(await weight.read().data())
      return { name, shape: weight.shape as number[], values }
    }),
  )
  return new Map(weights.map((weight) => [weight.name, weight]))
}

/**
 * The numbers as they came, if each is finite as the float32 that it will be in a file.
 * @param name of the weight, for the sentence
 * @throws AppError `model/not-finite`
 */
export function requireFinite<Numbers extends Float64Array | Float32Array>(
  name: string,
  numbers: Numbers,
): Numbers {
  if (!numbers.every((value) => Number.isFinite(Math.fround(value))))
    throw new AppError('model/not-finite', name)
  return numbers
}

import { AppError } from '#shared/errors.ts'
import type { LoadedModel } from '../registry.ts'
import { loadRuntime } from '../runtime.ts'

/** The last map of features of one picture, and the embedding that the same run gave. */
export interface FeatureMaps {
  channels: number
  rows: number
  columns: number
  /** channels × rows × columns */
  values: Float32Array
  embedding: Float32Array
}

/** Computes the feature maps of model inputs. */
export interface FeatureMapper {
  /**
   * Null where the network does not give them away.
   * @param tensor uint8 RGB, height × width × 3
   * @throws AppError `model/damaged` when the network answers with anything but finite numbers
   */
  map(tensor: Uint8Array): Promise<FeatureMaps | null>
}

/** What our exports call it. */
const FEATURES = 'features'

/** ONNX Runtime on the thread that calls it, opened for single pictures. */
export async function createFeatureMapper(
  model: Pick<LoadedModel, 'manifest' | 'trunkBytes'>,
): Promise<FeatureMapper> {
  const { InferenceSession, Tensor } = await loadRuntime()
  const session = await InferenceSession.create(model.trunkBytes, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  })
  const { input, outputs } = model.manifest
  return {
    async map(tensor) {
      if (!session.outputNames.includes(FEATURES)) return null
      const feed = new Tensor('uint8', tensor, [1, input.height, input.width, 3])
      const results = await session.run({ [input.name]: feed }, [outputs.embedding, FEATURES])
      const [embedding, values] = [results[outputs.embedding]?.data, results[FEATURES]?.data]
      if (!isFinite(embedding) || !isFinite(values))
        throw new AppError('model/damaged', 'The network gave no usable answer')
      const [, channels = 0, rows = 0, columns = 0] = results[FEATURES]?.dims ?? []
      if (channels * rows * columns !== values.length) return null
      return { channels, rows, columns, values, embedding }
    },
  }
}

function isFinite(data: unknown): data is Float32Array {
  return data instanceof Float32Array && data.every((value) => Number.isFinite(value))
}

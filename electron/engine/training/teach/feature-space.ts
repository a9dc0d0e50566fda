import { viewEmbedding } from '../../model/stored-embedding.ts'

/**
 * Stored embeddings as features: centred on the mean, all in one unit, the root of their mean variance. An embedding is
 * a mean of activations and not negative, so without the centre every coefficient would move the bias too. One unit
 * and not one for each dimension: a dimension that says much varies much, and dividing by its own deviation would
 * lift those that only tremble. On real posters both did as well, this one a little better where little holds back.
 */
export interface FeatureSpace {
  mean: Float64Array
  unit: number
}

export function featureSpaceOf(embeddings: readonly Uint8Array[], dimensions: number): FeatureSpace {
  const mean = new Float64Array(dimensions)
  let squares = 0
  for (const embedding of embeddings) {
    const { scale, values } = viewEmbedding(embedding)
    for (let at = 0; at < dimensions; at++) {
      const value = (values[at] as number) * scale
      mean[at] = (mean[at] as number) + value / embeddings.length
      squares += value * value
    }
  }
  const ofMean = mean.reduce((sum, value) => sum + value * value, 0)
  const variance = (squares / Math.max(1, embeddings.length) - ofMean) / dimensions
  return { mean, unit: variance > 0 ? Math.sqrt(variance) : 1 }
}

/** Writes the features of a stored embedding to `to`, from the place `at` on. */
export function writeFeatures(
  { mean, unit }: FeatureSpace,
  stored: Uint8Array,
  to: Float32Array,
  at: number,
): void {
  const { scale, values } = viewEmbedding(stored)
  for (let place = 0; place < values.length; place++) {
    to[at + place] = ((values[place] as number) * scale - (mean[place] as number)) / unit
  }
}

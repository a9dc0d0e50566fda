/** Thresholds of a model, one per genre in label order. */
export interface GenreLevels {
  /** Lowest probability called likely; null for a weak genre, which is never likely. */
  likely: readonly (number | null)[]
  maybe: readonly number[]
}

/** Thresholds of the current model. */
export interface ModelLevels {
  picture: GenreLevels
  /** For predictions in which the title had a say; of a model that reads none, the same again. */
  titled: GenreLevels
}

/**
 * The genres that reach each level, as masks in label order; what is likely is maybe too.
 * @param from place of a poster's first probability
 */
export function genresReaching(
  levels: GenreLevels,
  probabilities: Float32Array,
  from: number,
): { likely: number; maybe: number } {
  let likely = 0
  let maybe = 0
  for (let genre = 0; genre < levels.maybe.length; genre++) {
    const probability = probabilities[from + genre] ?? 0
    const likelyFrom = levels.likely[genre] ?? null
    if (likelyFrom !== null && probability >= likelyFrom) likely |= 1 << genre
    if (probability >= (levels.maybe[genre] ?? 1)) maybe |= 1 << genre
  }
  return { likely, maybe: maybe | likely }
}

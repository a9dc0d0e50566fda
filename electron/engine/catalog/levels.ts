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

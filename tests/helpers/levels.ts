import type { GenreLevels, ModelLevels } from '#engine/catalog/levels.ts'
import { GENRES } from '#shared/domain/genres.ts'

/** The same two thresholds for every genre. */
export function genreLevels(likely: number, maybe: number): GenreLevels {
  return { likely: GENRES.map(() => likely), maybe: GENRES.map(() => maybe) }
}

/** Those of a model that reads no titles: there are no other levels for them. */
export function sameLevels(likely: number, maybe: number): ModelLevels {
  const picture = genreLevels(likely, maybe)
  return { picture, titled: picture }
}

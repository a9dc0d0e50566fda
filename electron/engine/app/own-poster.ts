import type { PosterOwnGenre } from '#shared/contract/poster.ts'
import { verdictWord } from '../catalog/queries/acts.ts'
import { ownGenres } from '../catalog/queries/own-genres.ts'
import { ownVerdictsOf } from '../catalog/queries/own-verdicts.ts'
import type { CatalogStore } from '../catalog/store.ts'

/** Every genre of the user's own as it stands on a poster, by key. */
export function ownOfPoster(store: CatalogStore, posterId: number): PosterOwnGenre[] {
  const said = ownVerdictsOf(store.db, posterId)
  return ownGenres(store.db).map(({ id, name, place }) => {
    const scores = store.own.scoresOf(id)
    const score = scores?.byId[posterId] ?? Number.NaN
    const isTold = scores?.arePercentages === true && !Number.isNaN(score)
    return {
      id,
      name,
      key: String(place),
      verdict: verdictWord(said.get(id) ?? null),
      probability: isTold ? score : null,
      likely: isTold && scores.likelyFrom !== null && score >= scores.likelyFrom,
    }
  })
}

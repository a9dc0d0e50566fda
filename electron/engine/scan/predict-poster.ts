import type Database from 'better-sqlite3'
import { embeddingOf } from '../catalog/queries/cache.ts'
import { posterById } from '../catalog/queries/posters.ts'
import { putPrediction, tellingOf } from '../catalog/queries/predictions.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { toldOf } from '../catalog/told.ts'
import type { Answers } from '../model/predictor.ts'

/**
 * Predicts a poster from the embedding of its picture, and from its title where that may speak and the model reads it.
 * Runs within a write.
 * @returns false where the prediction that is there was made of the same
 */
export function predictPoster(
  db: Database.Database,
  answers: Answers,
  poster: { id: number; stored: Uint8Array },
  now: number,
): boolean {
  const { modelId, titles } = answers
  const film = titles === null ? null : toldOf(db, poster.id, titles.key)
  const told = film?.told ?? null
  const held = tellingOf(db, modelId, poster.id)
  if (held !== null && held.told === told) return false
  const both = film === null ? null : (titles?.probabilities(answers.logits(poster.stored), film) ?? null)
  putPrediction(db, {
    modelId,
    posterId: poster.id,
    probabilities: both ?? answers.probabilities(poster.stored),
    told,
    titled: both !== null,
    now,
  })
  return true
}

/** The stored embedding of a poster's picture; null where it has none, or no picture. */
export function embeddingOfPoster(
  store: CatalogStore,
  { trunkSha256, preprocessVersion }: Answers,
  posterId: number,
): Uint8Array | null {
  const contentHash = posterById(store.db, posterId)?.content_hash ?? null
  return contentHash === null
    ? null
    : embeddingOf(store.cache, { contentHash, trunkSha256, preprocessVersion })
}

/**
 * Predicts posters again whose title or year has changed, within the write that changed it. Nothing is read but stored
 * embeddings: a poster without one keeps its prediction until the next scan, and one without prediction gets none.
 */
export function followTitles(
  store: CatalogStore,
  answers: Answers,
  posterIds: Iterable<number>,
  now: number,
): void {
  for (const id of posterIds) {
    if (tellingOf(store.db, answers.modelId, id) === null) continue
    const stored = embeddingOfPoster(store, answers, id)
    if (stored !== null) predictPoster(store.db, answers, { id, stored }, now)
  }
}

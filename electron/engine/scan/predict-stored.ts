import { embeddingOf } from '../catalog/queries/cache.ts'
import { posterById } from '../catalog/queries/posters.ts'
import { putPrediction } from '../catalog/queries/predictions.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { Predictor } from '../model/predictor.ts'
import type { CommitTally } from './commit-pictures.ts'

const BATCH = 1_000

/**
 * Predicts posters from embeddings that are already stored.
 * @returns ids of the files whose picture has to be read for want of an embedding
 */
export function predictStored(
  store: CatalogStore,
  predictor: Predictor,
  left: readonly { fileId: number; posterId: number }[],
  now: number,
  tally: CommitTally,
): number[] {
  const unread: number[] = []
  for (let from = 0; from < left.length; from += BATCH) {
    store.write((changes) => {
      for (const { fileId, posterId } of left.slice(from, from + BATCH)) {
        const contentHash = posterById(store.db, posterId)?.content_hash ?? null
        const vector =
          contentHash === null
            ? null
            : embeddingOf(store.cache, {
                contentHash,
                trunkSha256: predictor.trunkSha256,
                preprocessVersion: predictor.preprocessVersion,
              })
        if (vector === null) {
          unread.push(fileId)
          continue
        }
        putPrediction(store.db, {
          modelId: predictor.modelId,
          posterId,
          probabilities: predictor.probabilities(vector),
          now,
        })
        changes.posterIds.add(posterId)
        tally.predicted.add(posterId)
      }
    })
  }
  return unread
}

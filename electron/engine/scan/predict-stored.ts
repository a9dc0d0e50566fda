import type { CatalogStore } from '../catalog/store.ts'
import type { Answers } from '../model/predictor.ts'
import type { CommitTally } from './commit-pictures.ts'
import { embeddingOfPoster, predictPoster } from './predict-poster.ts'

const BATCH = 1_000

/**
 * Predicts posters from embeddings that are already stored.
 * @returns ids of the files whose picture has to be read for want of an embedding
 */
export function predictStored(
  store: CatalogStore,
  answers: Answers,
  left: readonly { fileId: number | null; posterId: number }[],
  now: number,
  tally: CommitTally,
): number[] {
  const unread: number[] = []
  for (let from = 0; from < left.length; from += BATCH) {
    store.write((changes) => {
      for (const { fileId, posterId } of left.slice(from, from + BATCH)) {
        const stored = embeddingOfPoster(store, answers, posterId)
        if (stored === null) {
          if (fileId !== null) unread.push(fileId)
          continue
        }
        predictPoster(store.db, answers, { id: posterId, stored }, now)
        changes.posterIds.add(posterId)
        tally.predicted.add(posterId)
      }
    })
  }
  return unread
}

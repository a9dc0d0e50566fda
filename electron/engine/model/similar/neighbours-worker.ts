import { workerData } from 'node:worker_threads'
import { posterVectors } from '../../catalog/poster-vectors.ts'
import { answerRequests } from '../../platform/request-thread.ts'
import type { NeighboursAnswer, NeighboursData, NeighboursRequest } from './neighbours.ts'
import { PosterVectors } from './poster-vectors.ts'

/* The thread that knows every poster's embedding. It reads them by itself: the engine goes on answering. */
const { files, space } = workerData as NeighboursData
const vectors = new PosterVectors(space.dimensions)
let isLoaded = false

answerRequests<NeighboursRequest, NeighboursAnswer>(({ posterId, changed, isWanted, limit }) => {
  if (!isLoaded || changed === null || changed.length > 0) read(isLoaded ? changed : null)
  isLoaded = true
  let found = vectors.nearest(posterId, isWanted, limit)
  if (found === null) {
    // A lost cache.db is filled again without a word: the catalog does not change by it.
    read(null)
    found = vectors.nearest(posterId, isWanted, limit)
  }
  return { found, size: vectors.size }
})

function read(ids: readonly number[] | null): void {
  vectors.sync(posterVectors(files, space, ids), ids)
}

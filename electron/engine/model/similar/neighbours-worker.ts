import { workerData } from 'node:worker_threads'
import { posterVectors } from '../../catalog/poster-vectors.ts'
import { answerRequests } from '../../platform/request-thread.ts'
import type { NeighboursData, NeighboursRequest } from './neighbours.ts'
import type { Neighbour, Projections } from './poster-vectors.ts'
import { PosterVectors } from './poster-vectors.ts'

/* The thread that knows every poster's embedding. It reads them by itself: the engine goes on answering. */
const { files, space } = workerData as NeighboursData
const vectors = new PosterVectors(space.dimensions)
let isLoaded = false

answerRequests<NeighboursRequest, Neighbour[] | Projections | null>((request) => {
  const { changed } = request
  if (!isLoaded || changed === null || changed.length > 0) read(isLoaded ? changed : null)
  isLoaded = true
  if ('direction' in request) return vectors.project(request.direction)
  return vectors.nearest(request.posterId, request.isWanted, request.limit)
})

function read(ids: readonly number[] | null): void {
  vectors.sync(posterVectors(files, space, ids), ids)
}

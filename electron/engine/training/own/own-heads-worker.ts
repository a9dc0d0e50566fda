import { workerData } from 'node:worker_threads'
import type { OwnJudgedPoster } from '../../catalog/queries/own-verdicts.ts'
import { posterVectors } from '../../catalog/poster-vectors.ts'
import type { EmbeddingSpace } from '../../model/similar/neighbours.ts'
import { answerRequests } from '../../platform/request-thread.ts'
import type { LearnedOwn } from './learn-own.ts'
import { learnOwn } from './learn-own.ts'

export interface OwnHeadsData {
  files: { catalogPath: string; cachePath: string }
  space: EmbeddingSpace
}

/* The thread that learns: some hundred verdicts take a few tenths of a second, which the engine goes on answering in. */
const { files, space } = workerData as OwnHeadsData

answerRequests<readonly OwnJudgedPoster[], LearnedOwn>((judged) => {
  const embeddings = new Map<number, Uint8Array | null>()
  const ids = judged.map(({ id }) => id)
  for (const { id, stored } of posterVectors(files, space, ids)) embeddings.set(id, stored())
  const examples = judged.map((poster) => ({ ...poster, embedding: embeddings.get(poster.id) ?? null }))
  return learnOwn(examples, space.dimensions)
})

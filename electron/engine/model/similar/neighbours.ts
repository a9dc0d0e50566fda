import type { CatalogStore } from '../../catalog/store.ts'
import { openRequestThread } from '../../platform/request-thread.ts'
import type { Neighbour } from './poster-vectors.ts'

/** Which embeddings of cache.db are compared. */
export interface EmbeddingSpace {
  dimensions: number
  trunkSha256: string
  preprocessVersion: number
}

export interface NeighboursData {
  files: { catalogPath: string; cachePath: string }
  space: EmbeddingSpace
}

export interface NeighboursRequest {
  posterId: number
  /** Posters that changed since the last request; null: too many to name. */
  changed: number[] | null
  /** 1 at the ids that may be among the answer. */
  isWanted: Uint8Array
  limit: number
}

export interface NeighbourWishes {
  isWanted(row: number): boolean
  apart: readonly number[]
  limit: number
}

/** Finds the posters that look most like one: by the cosine of their embeddings, every one compared. */
export interface Neighbours {
  /**
   * The nearest first; null where the poster has no embedding of the model in use.
   * @param asked.isWanted answers of a row of the columns whether it may be among them
   * @param asked.apart ids that may not, whatever their rows say
   */
  nearest(posterId: number, asked: NeighbourWishes): Promise<Neighbour[] | null>
  close(): Promise<void>
}

/** Vectors in memory (128 MB at 100,000 posters) go after so long without a question. */
const IDLE_MS = 3 * 60_000
const MOST_NAMED = 5_000

/** On a thread of its own, which reads the vectors with the first question: about two seconds at 100,000 posters. */
export function openNeighbours(store: CatalogStore, space: EmbeddingSpace): Neighbours {
  const files = { catalogPath: store.catalog.path, cachePath: store.catalog.cachePath }
  const thread = openRequestThread<NeighboursRequest, Neighbour[] | null>({
    name: 'neighbours-worker',
    source: 'model/similar/neighbours-worker.ts',
    data: (): NeighboursData => ({ files, space }),
    idleMs: IDLE_MS,
  })
  let changed: Set<number> | null = new Set()
  const stopListening = store.onChange(({ ids }) => {
    if (ids === null || (changed?.size ?? 0) > MOST_NAMED) changed = null
    else for (const id of ids) changed?.add(id)
  })

  return {
    async nearest(posterId, { isWanted, apart, limit }) {
      const wanted = wantedIds(store, isWanted)
      for (const id of apart) wanted[id] = 0
      const request: NeighboursRequest = {
        posterId,
        changed: changed === null ? null : [...changed],
        isWanted: wanted,
        limit,
      }
      changed = new Set()
      try {
        return await thread.ask(request)
      } catch (error) {
        // What it was told of may not have been read.
        changed = null
        throw error
      }
    },
    async close() {
      stopListening()
      await thread.close()
    },
  }
}

function wantedIds({ columns }: CatalogStore, isWanted: (row: number) => boolean): Uint8Array {
  let last = 0
  for (let row = 0; row < columns.count; row++) last = Math.max(last, columns.ids[row] as number)
  const wanted = new Uint8Array(last + 1)
  for (let row = 0; row < columns.count; row++) if (isWanted(row)) wanted[columns.ids[row] as number] = 1
  return wanted
}

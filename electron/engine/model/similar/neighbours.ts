import type { CatalogStore } from '../../catalog/store.ts'
import { openRequestThread } from '../../platform/request-thread.ts'
import type { Neighbour, Projections } from './poster-vectors.ts'

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

/** What the thread is asked, with the posters that changed since the last request; null: too many to name. */
export type NeighboursRequest = { changed: number[] | null } & (NearestRequest | ProjectRequest)

export interface NearestRequest {
  posterId: number
  /** 1 at the ids that may be among the answer. */
  isWanted: Uint8Array
  limit: number
}

export interface ProjectRequest {
  direction: Float64Array
}

export interface NeighbourWishes {
  isWanted(row: number): boolean
  apart: readonly number[]
  limit: number
}

/** Knows every embedding: finds the posters that look most like one, by cosine, and how far each lies in a direction. */
export interface Neighbours {
  /**
   * The nearest first; null where the poster has no embedding of the model in use.
   * @param asked.isWanted answers of a row of the columns whether it may be among them
   * @param asked.apart ids that may not, whatever their rows say
   */
  nearest(posterId: number, asked: NeighbourWishes): Promise<Neighbour[] | null>
  /** The dot product of a direction with every embedding of the model in use. */
  project(direction: Float64Array): Promise<Projections>
  close(): Promise<void>
}

/** Vectors in memory (128 MB at 100,000 posters) go after so long without a question. */
const IDLE_MS = 3 * 60_000
const MOST_NAMED = 5_000

/** On a thread of its own, which reads the vectors with the first question: about two seconds at 100,000 posters. */
export function openNeighbours(store: CatalogStore, space: EmbeddingSpace): Neighbours {
  const files = { catalogPath: store.catalog.path, cachePath: store.catalog.cachePath }
  const thread = openRequestThread<NeighboursRequest, Neighbour[] | Projections | null>({
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

  const ask = async (request: NearestRequest | ProjectRequest) => {
    const told = changed === null ? null : [...changed]
    changed = new Set()
    try {
      return await thread.ask({ ...request, changed: told })
    } catch (error) {
      // What it was told of may not have been read.
      changed = null
      throw error
    }
  }

  return {
    async nearest(posterId, { isWanted, apart, limit }) {
      const wanted = wantedIds(store, isWanted)
      for (const id of apart) wanted[id] = 0
      return (await ask({ posterId, isWanted: wanted, limit })) as Neighbour[] | null
    },
    project: async (direction) => (await ask({ direction })) as Projections,
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

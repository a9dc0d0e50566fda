import type { OwnGenre } from '#shared/contract/own.ts'
import { ownGenres } from '../../catalog/queries/own-genres.ts'
import type { OwnJudgedPoster } from '../../catalog/queries/own-verdicts.ts'
import { ownJudgedPosters } from '../../catalog/queries/own-verdicts.ts'
import type { CatalogStore } from '../../catalog/store.ts'
import { sigmoid } from '../../model/heads.ts'
import type { EmbeddingSpace, Neighbours } from '../../model/similar/neighbours.ts'
import type { Projections } from '../../model/similar/poster-vectors.ts'
import { sha256Hex } from '../../platform/hash.ts'
import type { Log } from '../../platform/log.ts'
import { openRequestThread } from '../../platform/request-thread.ts'
import type { LearnedOwn } from './learn-own.ts'
import { OWN_LIKELY_FROM } from './learn-own.ts'
import type { OwnHeadsData } from './own-heads-worker.ts'

/** Heads of the genres of the user's own: learned again from the verdicts at every start, and kept in memory alone. */
export interface OwnHeads {
  /** Begins to learn what was said since, and to look at new posters; what was learned stands until that is done. */
  refresh(): void
  toldOf(ownGenreId: number): Pick<OwnGenre, 'learned' | 'isLearning'>
  /** Begins too, and waits until all is learned; a failure leaves what there was. */
  settled(): Promise<void>
  close(): Promise<void>
}

interface Services {
  store: CatalogStore
  neighbours: Neighbours
  space: EmbeddingSpace
  log: Log
  /** Whether a job computes predictions: its posters are looked at when it has ended. */
  isComputing(): boolean
  onChange(): void
}

interface Held {
  /** Of the verdicts that it was learned from, or that failed. */
  hash: string
  learned: LearnedOwn | null
  /** Nothing was embedded since. */
  isFresh: boolean
}

/** Judging goes on for a while; the thread need not be started anew for each verdict. */
const IDLE_MS = 60_000

export function openOwnHeads(services: Services): OwnHeads {
  const { store, space, isComputing, onChange } = services
  const thread = openRequestThread<readonly OwnJudgedPoster[], LearnedOwn>({
    name: 'own-heads-worker',
    source: 'training/own/own-heads-worker.ts',
    data: (): OwnHeadsData => ({
      files: { catalogPath: store.catalog.path, cachePath: store.catalog.cachePath },
      space,
    }),
    idleMs: IDLE_MS,
  })
  const held = new Map<number, Held>()
  const waiting = new Set<number>()
  let working: Promise<void> | null = null
  let isClosed = false

  // Verdicts move no embedding; a scan, or what is too much to name, may.
  const stopListening = store.onChange(({ ids }) => {
    if (ids === null || isComputing()) for (const each of held.values()) each.isFresh = false
  })

  const refresh = () => {
    if (isClosed) return
    for (const { id } of ownGenres(store.db)) if (needsWork(id)) waiting.add(id)
    if (waiting.size > 0) working ??= workThrough()
  }

  const needsWork = (id: number): boolean => {
    const known = held.get(id)
    if (known?.hash !== hashOf(ownJudgedPosters(store.db, id))) return true
    return !known.isFresh && !isComputing()
  }

  const workThrough = async () => {
    for (const id of waiting) {
      await renew(id)
      waiting.delete(id)
      onChange()
    }
    working = null
  }

  const renew = async (id: number) => {
    const judged = ownJudgedPosters(store.db, id)
    const hash = hashOf(judged)
    try {
      const learned = await thread.ask(judged)
      await score(services, id, learned)
      held.set(id, { hash, learned, isFresh: true })
    } catch (error) {
      if (isClosed) return
      services.log.warn({ error, ownGenreId: id }, 'a genre of the user’s own could not be learned')
      held.set(id, { hash, learned: held.get(id)?.learned ?? null, isFresh: true })
    }
  }

  return {
    refresh,
    toldOf(id) {
      const { learned = null } = held.get(id) ?? {}
      const isLearning = waiting.has(id)
      if (learned === null) return { learned, isLearning }
      const { standing, films, auc } = learned
      return { learned: { standing, films, auc }, isLearning }
    },
    async settled() {
      refresh()
      while (working !== null) {
        await working
        refresh()
      }
    },
    async close() {
      isClosed = true
      stopListening()
      await thread.close()
      await working
    },
  }
}

/** What a head makes of every poster, for filters and orders. */
async function score({ store, neighbours }: Services, id: number, learned: LearnedOwn): Promise<void> {
  const { head, standing } = learned
  if (head === null) {
    store.own.setScores(id, null)
    return
  }
  const isScored = standing === 'scored'
  store.own.setScores(id, {
    byId: scoresById(await neighbours.project(head.direction), head.bias),
    arePercentages: isScored,
    likelyFrom: isScored ? OWN_LIKELY_FROM : null,
  })
}

function scoresById({ ids, values }: Projections, bias: number): Float32Array {
  const last = ids.reduce((most, id) => Math.max(most, id), 0)
  const byId = new Float32Array(last + 1).fill(Number.NaN)
  for (let at = 0; at < ids.length; at++) byId[ids[at] as number] = sigmoid((values[at] as number) + bias)
  return byId
}

function hashOf(judged: readonly OwnJudgedPoster[]): string {
  return sha256Hex(JSON.stringify(judged))
}

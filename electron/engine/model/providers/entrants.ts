import type { Embedder } from '../embed.ts'
import { Contestant, LEAST_ROUNDS } from './contest.ts'
import type { ProviderName, Setting } from './provider.ts'

/** Who would like to be timed. */
export interface Entrant {
  name: ProviderName
  setting: Setting
  embedder: Embedder
  /** Milliseconds a picture, about. */
  expectedMs: number
}

/**
 * The contestants with the largest batches of which the least number of rounds takes about the budget: a slow network on
 * many cores would hold everything up for long. Where batches are cut, settings that come to the same are one, the first.
 */
export function contestantsWithin(budgetMs: number, entrants: readonly Entrant[]): Contestant[] {
  let mostPictures = Math.max(...entrants.map(({ setting }) => setting.batchSize))
  let timed = distinct(entrants, mostPictures)
  while (mostPictures > 1 && LEAST_ROUNDS * roundMs(timed, mostPictures) > budgetMs) {
    timed = distinct(entrants, --mostPictures)
  }
  return timed.map(({ name, setting, embedder }) => new Contestant(name, setting, embedder, mostPictures))
}

function distinct(entrants: readonly Entrant[], mostPictures: number): Entrant[] {
  const byWork = new Map<string, Entrant>()
  for (const entrant of entrants) {
    const { batchSize, batchesAtOnce, threads } = entrant.setting
    const work = [entrant.name, Math.min(batchSize, mostPictures), batchesAtOnce, threads].join()
    if (!byWork.has(work)) byWork.set(work, entrant)
  }
  return [...byWork.values()]
}

function roundMs(entrants: readonly Entrant[], mostPictures: number): number {
  return entrants.reduce(
    (sum, { setting, expectedMs }) =>
      sum + Math.min(setting.batchSize, mostPictures) * setting.batchesAtOnce * expectedMs,
    0,
  )
}

import { setImmediate } from 'node:timers'
import { openCatalog } from '#engine/catalog/open.ts'
import { refreshNearPairs } from '#engine/catalog/near-pairs.ts'
import { refreshStacks } from '#engine/catalog/stacks.ts'
import { CatalogStore } from '#engine/catalog/store.ts'
import { sameLevels } from '../../tests/helpers/levels.ts'

/** What the end of a scan costs in which every picture is new: all are compared for duplicates. */
export interface ComparedPictures {
  ms: number
  /** Time of the processor that this thread took, which says more while others work too. */
  processorMs: number
  /** The longest that a request would have waited, in time of the processor. */
  longestBlockMs: number
}

/** Compares all pictures of a catalog anew. */
export async function comparePictures(path: string): Promise<ComparedPictures> {
  const levels = sameLevels(0.5, 0.3)
  const store = new CatalogStore(openCatalog(path, { readOnly: false }), { id: 'bench', levels })
  store.write(() => {
    store.db.exec('DELETE FROM near_pair; UPDATE poster SET matched_dhash = NULL')
  })
  const signal = new AbortController().signal
  const [from, processorFrom] = [performance.now(), threadMs()]
  let last = processorFrom
  let longestBlockMs = 0
  let isDone = false
  const beat = () => {
    const now = threadMs()
    longestBlockMs = Math.max(longestBlockMs, now - last)
    last = now
    if (!isDone) setImmediate(beat)
  }
  setImmediate(beat)
  await refreshNearPairs(store, signal)
  refreshStacks(store)
  beat()
  isDone = true
  const [ms, processorMs] = [performance.now() - from, threadMs() - processorFrom]
  store.close()
  return { ms, processorMs, longestBlockMs }
}

function threadMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

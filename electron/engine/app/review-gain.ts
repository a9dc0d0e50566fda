import type { EstimatedGain } from '#shared/contract/review.ts'
import { countSaid } from '../catalog/queries/taught.ts'
import { judgedTeachings, lastTeaching, learnedAt, teachingOf } from '../catalog/queries/teachings.ts'
import { estimateGain, TELLING } from '../training/review/estimate-gain.ts'
import type { EngineContext } from './context.ts'

/** What a teaching now would gain; null where the last ones do not tell, and where nothing was said since the last. */
export function estimatedGain({
  store,
  manifest,
}: Pick<EngineContext, 'store' | 'manifest'>): EstimatedGain | null {
  const { db } = store
  const last = lastTeaching(db)
  if (last === null || countSaid(db, last.at) === 0) return null
  const judged = judgedTeachings(db, manifest.trunkSha256, TELLING).flatMap(
    ({ taught, basis, parent, corrections }) => {
      if (taught === null) return []
      const { lossBefore, lossAfter } = taught
      const newVerdicts = corrections - (teachingOf(db, parent)?.corrections ?? 0)
      return [{ basis, lossBefore, lossAfter, newVerdicts }]
    },
  )
  return estimateGain(judged, countSaid(db, learnedAt(db, store.modelId)))
}

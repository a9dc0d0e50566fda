import type { TeachState } from '#shared/contract/teach.ts'
import { genresReaching } from '../catalog/levels.ts'
import { versionInUse } from '../catalog/queries/model-versions.ts'
import { predictionOf } from '../catalog/queries/predictions.ts'
import { verdictsSaidOf } from '../catalog/queries/taught.ts'
import { levelsOf } from '../model/registry.ts'
import type { EngineContext } from './context.ts'
import { levelChoices } from './settings.ts'

/** Fewer verdicts than this are mostly chance. */
const LEAST_VERDICTS = 50

/**
 * Whether what a person has said since a taught model is in use contradicts it more often than it would have the one
 * before, which still has its predictions; null where it does not, or too little was said. Only posters that the model
 * before has predicted count.
 */
export function goBackAdvice({
  store,
  registry,
  manifest,
}: Pick<EngineContext, 'store' | 'registry' | 'manifest'>): TeachState['goBackAdvice'] {
  const { db } = store
  const { parent, id } = manifest
  const inUse = versionInUse(db)
  if (inUse?.id !== id || parent === null || !registry.ids().includes(parent)) return null
  const levels = levelsOf(registry.manifestOf(parent), levelChoices(db))
  let [verdicts, contradicted, before] = [0, 0, 0]
  for (const { posterId, genre, isYes, wasLikely } of verdictsSaidOf(db, id, inUse.since)) {
    const earlier = predictionOf(db, parent, posterId)
    if (earlier === null) continue
    const { likely } = genresReaching(
      earlier.titled ? levels.titled : levels.picture,
      earlier.probabilities,
      0,
    )
    verdicts++
    if (wasLikely !== isYes) contradicted++
    if ((((likely >>> genre) & 1) === 1) !== isYes) before++
  }
  return verdicts >= LEAST_VERDICTS && contradicted > before ? { verdicts, contradicted, before } : null
}

import { openRegistry } from '../../model/registry.ts'
import { resources } from '../../platform/resources.ts'
import { comparedAnswers } from '../model-answers.ts'
import type { PreviousModel } from '../report/build-report.ts'
import type { PreparedData } from './prepare-data.ts'

/**
 * What another model says of the validation films, computed as a scan would.
 * @returns null where a film cannot be read any more, since the films must be the same
 * @throws AppError `model/…`
 */
export async function previousAnswers(idOrFolder: string, data: PreparedData): Promise<PreviousModel | null> {
  const films = data.validation.flatMap(({ film }) => data.films[film] ?? [])
  const { signal } = new AbortController()
  const registry = openRegistry(resources.modelsFolder())
  const answers = await comparedAnswers({ registry, signal }, idOrFolder, films)
  if (answers === null) return null
  return { id: answers.modelId, scores: answers.scored.scores, levels: answers.manifest.levels }
}

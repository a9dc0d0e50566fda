import { createPictures } from '../../images/pictures.ts'
import { PREPROCESS_VERSION } from '../../images/preprocess.ts'
import { openPredictor } from '../../model/predictor.ts'
import { openRegistry } from '../../model/registry.ts'
import { resources } from '../../platform/resources.ts'
import { scoreFilms } from '../evaluate.ts'
import type { PreviousModel } from '../report/build-report.ts'
import type { PreparedData } from './prepare-data.ts'

/**
 * What another model says of the validation films, computed as a scan would. Whether it was trained on them is not
 * known here; whoever asks for the comparison answers for it.
 * @returns null where a film cannot be read any more, since the films must be the same
 * @throws AppError `model/…`
 */
export async function previousAnswers(idOrFolder: string, data: PreparedData): Promise<PreviousModel | null> {
  const predictor = await openPredictor(openRegistry(resources.modelsFolder()), idOrFolder, {
    preprocessVersion: PREPROCESS_VERSION,
  })
  const pictures = createPictures({ input: predictor.manifest.input })
  try {
    const films = data.validation.flatMap(({ film }) => data.films[film] ?? [])
    const { films: scored, scores } = await scoreFilms(films, {
      pictures,
      predictor,
      signal: new AbortController().signal,
    })
    if (scored.length !== data.validation.length) return null
    return { id: predictor.modelId, scores, levels: predictor.manifest.levels }
  } finally {
    await pictures.close()
    await predictor.close()
  }
}

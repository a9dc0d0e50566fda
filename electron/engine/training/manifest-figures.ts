import type { Measures } from '#shared/contract/models.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { ModelManifest } from '../model/manifest.ts'
import type { CrossFit, GenreLevel } from './levels.ts'

/** What a manifest says of how good a model is, in label order. */
export function manifestFigures(
  levels: readonly GenreLevel[],
  { perGenre }: CrossFit,
  measures: Measures,
): Pick<ModelManifest, 'levels' | 'reliability' | 'measures'> {
  const { films, macroMAP, macroMAP18, microMAP, perLabelAccuracy, predictNothingAccuracy } = measures
  return {
    levels: GENRES.map((name, index) => ({ name, ...(levels[index] as GenreLevel) })),
    reliability: GENRES.map((name, index) => ({
      name,
      ...(perGenre[index] as CrossFit['perGenre'][number]),
    })),
    measures: {
      films,
      macroMAP,
      macroMAP18,
      microMAP,
      perLabelAccuracy,
      predictNothingAccuracy,
      genrePriorAccuracy: measures.genrePriorAccuracy,
      top3Hit: measures.top3Hit,
      ece: measures.ece,
    },
  }
}

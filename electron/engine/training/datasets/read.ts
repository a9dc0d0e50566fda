import type { TrainingFilm, TrainingSet } from './film.ts'
import { readFolderSet } from './folder.ts'

/** Where films come from. */
export type DatasetSource = { kind: 'folder'; path: string } | { kind: 'films'; films: TrainingFilm[] }

/**
 * Reads the films of a source, their pictures not yet looked at.
 * @throws AppError `dataset/not-a-dataset`, `dataset/bad-row`
 */
export function readTrainingSet(source: DatasetSource): TrainingSet {
  if (source.kind === 'films') return { films: source.films, leftOut: {}, notes: [], noted: {} }
  return readFolderSet(source.path)
}

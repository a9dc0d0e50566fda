import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readCatalogSet } from './catalog.ts'
import type { TrainingFilm, TrainingSet } from './film.ts'
import { readFolderSet } from './folder.ts'
import { KAGGLE_TABLE, readKaggleSet } from './kaggle.ts'

/** Where films come from. */
export type DatasetSource =
  /** A dataset folder, or a folder with Kaggle's table and the pictures in `posters/`. */
  | { kind: 'folder'; path: string }
  /** Kaggle's table, or the folder that holds it, and the folder of its pictures. */
  | { kind: 'kaggle'; path: string; pictures: string }
  /** A catalog file. */
  | { kind: 'catalog'; path: string }
  | { kind: 'films'; films: TrainingFilm[] }

/** What a dataset is named by: a folder of either kind, or `catalog`. */
export interface DatasetName {
  dataset: string
  /** The catalog's file, where the dataset is `catalog`. */
  catalog: string | null
  /** Where a folder of Kaggle's has its pictures; null: in `posters/`. */
  pictures: string | null
}

/** The source that a dataset's name stands for. */
export function sourceOf({ dataset, catalog, pictures }: DatasetName): DatasetSource {
  if (dataset === 'catalog' && catalog !== null) return { kind: 'catalog', path: catalog }
  if (pictures === null) return { kind: 'folder', path: dataset }
  return { kind: 'kaggle', path: dataset, pictures }
}

/**
 * Reads the films of a source, their pictures not yet looked at.
 * @throws AppError `dataset/…`, `catalog/…`, `folder/not-found`
 */
export function readTrainingSet(source: DatasetSource): TrainingSet {
  switch (source.kind) {
    case 'films':
      return { films: source.films, leftOut: {}, notes: [], noted: {} }
    case 'catalog':
      return readCatalogSet(source.path)
    case 'kaggle':
      return readKaggleSet(source.path, source.pictures)
    case 'folder':
      return isKaggleFolder(source.path)
        ? readKaggleSet(source.path, join(source.path, 'posters'))
        : readFolderSet(source.path)
  }
}

function isKaggleFolder(path: string): boolean {
  return !existsSync(join(path, 'metadata.csv')) && existsSync(join(path, KAGGLE_TABLE))
}

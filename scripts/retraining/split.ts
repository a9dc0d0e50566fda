import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { seededRandom, shuffledIndices } from '#engine/platform/random.ts'
import type { TrainingFilm } from '#engine/training/datasets/film.ts'
import { onlyFilms, readFolderSet } from '#engine/training/datasets/folder.ts'
import type { Genre } from '#shared/domain/genres.ts'

/** Films that simulated people have; the trunk sees none of them. */
export const USERS_FILMS = 2400
const SEED = 20_260_801

/** A film of a simulated person. */
export interface UsersFilm {
  file: string
  year: number | null
  genres: Genre[]
}

export interface Places {
  /** Folder with `metadata.csv` and `posters/`. */
  dataset: string
  /** Lists the films that judge the trunk and, later, what was forgotten. */
  validation: string
  work: string
}

/**
 * Draws the people's films from those that are on no list, and writes a dataset without them (nor any other picture of
 * theirs) to train the trunk on.
 */
export function splitDataset({ dataset, validation, work }: Places): UsersFilm[] {
  const list = join(work, 'users.json')
  if (existsSync(list)) return JSON.parse(readFileSync(list, 'utf8')) as UsersFilm[]
  const films = readFolderSet(dataset).films.toSorted((one, other) => (one.file < other.file ? -1 : 1))
  const judging = new Set(onlyFilms(films, validation).map(({ filmKey }) => filmKey))
  const free = films.filter(({ filmKey }) => !judging.has(filmKey))
  const order = shuffledIndices(free.length, seededRandom(SEED))
  const users = Array.from(order.subarray(0, USERS_FILMS), (place) => free[place] as TrainingFilm)
  const kept = new Set(users.map(({ filmKey }) => filmKey))
  writeTrunkDataset(
    join(work, 'dataset'),
    resolve(dataset),
    films.filter(({ filmKey }) => !kept.has(filmKey)),
  )
  const facts = users.map(({ file, year, genres }): UsersFilm => ({ file, year, genres }))
  writeFileSync(list, JSON.stringify(facts))
  return facts
}

function writeTrunkDataset(folder: string, dataset: string, films: readonly TrainingFilm[]): void {
  mkdirSync(folder, { recursive: true })
  if (!existsSync(join(folder, 'posters'))) symlinkSync(join(dataset, 'posters'), join(folder, 'posters'))
  const rows = films.map(({ file, title, year, genres, art, grayscale }) => ({
    file,
    title,
    year,
    genres: genres.join('|'),
    art,
    grayscale: grayscale === null ? '' : Number(grayscale),
  }))
  writeFileSync(join(folder, 'metadata.csv'), stringify(rows, { header: true }))
}

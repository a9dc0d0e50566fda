import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Genre } from '#shared/domain/genres.ts'
import { isGenre } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'

/** One film of a dataset folder. */
export interface DatasetFilm {
  file: string
  /** Absolute path of the picture. */
  path: string
  title: string
  year: number | null
  genres: Genre[]
}

export interface Dataset {
  films: DatasetFilm[]
  /** Rows left out, by reason. */
  leftOut: Record<string, number>
}

/**
 * Reads a dataset folder: `metadata.csv` with at least file, title, year and genres (joined by `|`), and the pictures
 * in `posters/`. Rows with names that are no genre keep their others.
 * @throws AppError `dataset/not-a-dataset`, `dataset/bad-row`
 */
export function readDatasetFolder(folder: string): Dataset {
  const root = resolve(folder)
  let content: string
  try {
    content = readFileSync(join(root, 'metadata.csv'), 'utf8')
  } catch {
    throw new AppError('dataset/not-a-dataset', folder)
  }
  const rows = parse(content, {
    bom: true,
    columns: true,
    skip_empty_lines: true,
    relax_column_count: true,
  }) as Record<string, string | undefined>[]
  const columns = Object.keys(rows[0] ?? {})
  if (!['file', 'title', 'year', 'genres'].every((name) => columns.includes(name))) {
    throw new AppError('dataset/bad-row', folder)
  }
  const dataset: Dataset = { films: [], leftOut: {} }
  const seen = new Set<string>()
  for (const row of rows) {
    const file = row['file'] ?? ''
    const reason = leaveOutReason(file, root, seen)
    if (reason !== null) {
      dataset.leftOut[reason] = (dataset.leftOut[reason] ?? 0) + 1
      continue
    }
    seen.add(file)
    const year = Number.parseInt(row['year'] ?? '', 10)
    dataset.films.push({
      file,
      path: join(root, 'posters', file),
      title: row['title'] ?? '',
      year: Number.isNaN(year) ? null : year,
      genres: (row['genres'] ?? '').split('|').filter(isGenre),
    })
  }
  return dataset
}

function leaveOutReason(file: string, root: string, seen: ReadonlySet<string>): string | null {
  // A name with a folder in it could point anywhere.
  if (file === '' || /[/\\\0]/.test(file) || file === '..') return 'bad-name'
  if (seen.has(file)) return 'doubled'
  const stats = statSync(join(root, 'posters', file), { throwIfNoEntry: false })
  return stats === undefined ? 'no-picture' : null
}

/** Keeps the films that a list names, one file name a line. */
export function onlyFilms(films: readonly DatasetFilm[], listFile: string): DatasetFilm[] {
  let content: string
  try {
    content = readFileSync(listFile, 'utf8')
  } catch {
    throw new AppError('dataset/empty', listFile)
  }
  const names = new Set(
    content
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  )
  return films.filter((film) => names.has(film.file))
}

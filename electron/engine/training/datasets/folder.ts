import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { GENRES, isGenre, type Genre } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { filmKeys, type FilmIdentity, type TrainingFilm, type TrainingSet } from './film.ts'
import { RowNotes } from './notes.ts'

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
  const { films, leftOut } = readFolderSet(folder)
  return {
    films: films.map(({ file, path, title, year, genres }) => ({ file, path, title, year, genres })),
    leftOut,
  }
}

/**
 * Reads a dataset folder to learn from. Beside the columns of {@link readDatasetFolder} it knows tmdb_id, imdb_id,
 * language (or original_language), release_date, grayscale (1 or 0), width and height.
 * @throws AppError `dataset/not-a-dataset`, `dataset/bad-row`
 */
export function readFolderSet(folder: string): TrainingSet {
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
  const notes = new RowNotes()
  const seen = new Set<string>()
  const films: TrainingFilm[] = []
  const identities: FilmIdentity[] = []
  rows.forEach((row, index) => {
    const line = index + 2
    const file = row['file'] ?? ''
    const reason = leaveOutReason(file, root, seen)
    if (reason !== null) {
      notes.leaveOut(line, reason)
      return
    }
    seen.add(file)
    const names = (row['genres'] ?? '').split('|').filter((name) => name !== '')
    const genres = GENRES.filter((genre) => names.includes(genre))
    if (names.some((name) => !isGenre(name))) notes.note(line, 'unknown-genre')
    const title = row['title'] ?? ''
    const year = yearOf(row['year'] ?? '')
    identities.push({ tmdb: row['tmdb_id'] || null, imdb: row['imdb_id'] || null, title, year, file })
    films.push({
      file,
      path: join(root, 'posters', file),
      title,
      year,
      genres,
      filmKey: '',
      language: (row['language'] ?? row['original_language'])?.toLowerCase() || null,
      hasDate: year !== null || (row['release_date'] ?? '') !== '',
      grayscale: row['grayscale'] === '1' ? true : row['grayscale'] === '0' ? false : null,
      width: pixelsOf(row['width']),
      height: pixelsOf(row['height']),
    })
  })
  filmKeys(identities).forEach((key, index) => {
    const film = films[index]
    if (film !== undefined) film.filmKey = key
  })
  return { films, leftOut: notes.leftOut, notes: notes.notes, noted: notes.noted }
}

function yearOf(text: string): number | null {
  const year = Number.parseInt(text, 10)
  return Number.isNaN(year) ? null : year
}

function pixelsOf(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : null
}

function leaveOutReason(file: string, root: string, seen: ReadonlySet<string>): string | null {
  // A name with a folder in it could point anywhere.
  if (file === '' || /[/\\\0]/.test(file) || file === '..') return 'bad-name'
  if (seen.has(file)) return 'doubled'
  const stats = statSync(join(root, 'posters', file), { throwIfNoEntry: false })
  return stats === undefined ? 'no-picture' : null
}

/** Keeps the films that a list names, one file name a line. */
export function onlyFilms<T extends { file: string }>(films: readonly T[], listFile: string): T[] {
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

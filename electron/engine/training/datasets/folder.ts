import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Genre } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { cleanText } from '#shared/util/title-text.ts'
import { FilmList } from './film-list.ts'
import type { TrainingSet } from './film.ts'
import { genresNamed } from './genres-named.ts'
import { RowNotes } from './notes.ts'
import { readTable, type Table } from './table.ts'

/** One film of a dataset folder. */
export interface DatasetFilm {
  file: string
  /** Absolute path of the picture. */
  path: string
  title: string
  year: number | null
  genres: Genre[]
  /** Where its picture is from, as the metadata says; null: unknown. */
  art: string | null
  /** What the metadata says; null: unknown. */
  grayscale: boolean | null
}

export interface Dataset {
  films: DatasetFilm[]
  /** Rows left out, by reason. */
  leftOut: Record<string, number>
}

/**
 * Reads a dataset folder: `metadata.csv` with at least file, title, year and genres (joined by `|`), and the pictures
 * in `posters/`; art and grayscale where there are such columns. Rows with names that are no genre keep their others.
 * @throws AppError `dataset/not-a-dataset`, `dataset/bad-table`, `dataset/bad-row`
 */
export function readDatasetFolder(folder: string): Dataset {
  const { films, leftOut } = readFolderSet(folder)
  return {
    films: films.map(({ file, path, title, year, genres, art, grayscale }) => {
      return { file, path, title, year, genres, art, grayscale }
    }),
    leftOut,
  }
}

const NEEDED = ['file', 'title', 'year', 'genres']

/**
 * Reads a dataset folder to learn from. Beside the columns of {@link readDatasetFolder} it knows tmdb_id, imdb_id,
 * language (or original_language), release_date, art (where the picture is from), grayscale (1 or 0), width and height.
 *
 * Left out: `bad-name` (none, or one that leads elsewhere), `doubled` (a picture named before), `no-picture`,
 * `column-count` (another number of fields than the header's), `broken-row`. Noted: `unknown-genre`, `bad-year`, and
 * what {@link readTable} notes.
 * @throws AppError `dataset/not-a-dataset`, `dataset/bad-table`, `dataset/bad-row`
 */
export function readFolderSet(folder: string): TrainingSet {
  const root = resolve(folder)
  const notes = new RowNotes()
  let table: Table
  try {
    table = readTable(join(root, 'metadata.csv'), notes)
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('dataset/not-a-dataset', folder)
  }
  const { columns } = table
  if (!NEEDED.every((name) => columns.has(name))) throw new AppError('dataset/bad-row', folder)
  const last = Math.max(...NEEDED.map((name) => columns.get(name) ?? 0))
  const seen = new Set<string>()
  const films = new FilmList(notes)
  for (const { line, fields } of table.rows) {
    const cell = (name: string) => fields[columns.get(name) ?? -1]?.trim() ?? ''
    const file = cell('file')
    const reason =
      nameReason(file, seen) ??
      countReason(fields, last, columns.size) ??
      pictureReason(join(root, 'posters', file))
    if (reason !== null) {
      notes.leaveOut(line, reason)
      continue
    }
    seen.add(file)
    const year = yearOf(cell('year'))
    if (year === null && cell('year') !== '') notes.note(line, 'bad-year')
    const { genres, unknown } = genresNamed(cell('genres').split('|'))
    if (unknown.length > 0) notes.note(line, 'unknown-genre')
    films.add({
      file,
      path: join(root, 'posters', file),
      title: cleanText(cell('title')),
      year,
      genres,
      tmdb: cell('tmdb_id'),
      imdb: cell('imdb_id'),
      language: cell('language') || cell('original_language'),
      hasDate: year !== null || yearOf(cell('release_date')) !== null,
      art: cleanText(cell('art')) || null,
      grayscale: cell('grayscale') === '1' ? true : cell('grayscale') === '0' ? false : null,
      width: pixelsOf(cell('width')),
      height: pixelsOf(cell('height')),
    })
  }
  return films.done()
}

/** The year that a cell holds or its date begins with. */
export function yearOf(text: string): number | null {
  const found = /^(\d{1,4})(?:\.0*)?$|^(\d{4})-\d{1,2}-\d{1,2}/u.exec(text.trim())
  const year = Number(found?.[1] ?? found?.[2] ?? 0)
  return year === 0 ? null : year
}

function pixelsOf(text: string): number | null {
  return /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : null
}

function nameReason(file: string, seen: ReadonlySet<string>): string | null {
  // A name with a folder, a drive or a stream in it could point anywhere.
  if (file === '' || file === '.' || file === '..' || /[/\\\0]/.test(file)) return 'bad-name'
  if (process.platform === 'win32' && file.includes(':')) return 'bad-name'
  return seen.has(file) ? 'doubled' : null
}

/** A comma too many in a title moves genres elsewhere; empty fields at the end move nothing. */
function countReason(fields: readonly string[], last: number, count: number): string | null {
  if (fields.length <= last) return 'column-count'
  return fields.slice(count).some((field) => field.trim() !== '') ? 'column-count' : null
}

function pictureReason(path: string): string | null {
  try {
    return statSync(path).isFile() ? null : 'no-picture'
  } catch {
    return 'no-picture'
  }
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

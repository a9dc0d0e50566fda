import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '#shared/errors.ts'
import { cleanText } from '#shared/util/title-text.ts'
import { FilmList } from './film-list.ts'
import type { TrainingSet } from './film.ts'
import { yearOf } from './folder.ts'
import { genresNamed, type GenresNamed } from './genres-named.ts'
import { RowNotes } from './notes.ts'
import { PictureNames } from './picture-names.ts'
import { parseLiteral } from './python-literal.ts'
import { readTable, type Table, type TableRow } from './table.ts'

export const KAGGLE_TABLE = 'movies_metadata.csv'

const NEEDED = ['id', 'imdb_id', 'genres', 'title', 'release_date', 'poster_path']

/**
 * Reads The Movies Dataset as Kaggle ships it (rounakbanik, 45,466 rows of 24 columns): genres as Python prints them,
 * three films whose row a line break inside the overview cut in two, some thirty films twice. The halves of a row are
 * joined again (`joined`) where their fields add up to one row; else both are left out.
 *
 * A picture is found in `pictures` by `id`, `imdb_id` or the name in poster_path, in this order, with any ending.
 * Left out: `bad-id` (among them halves of rows), `doubled`, `bad-genres` (cannot be read), `no-poster` (none in the
 * table nor in the folder), `no-picture` (not in the folder), `broken-row`. Noted: `joined`, `unknown-genre`,
 * `bad-date`, and what {@link readTable} notes. Films without date or genre stay: filters leave them out.
 * @param path of the folder that holds `movies_metadata.csv`, or of the file
 * @throws AppError `dataset/not-a-dataset`, `dataset/bad-table`, `dataset/bad-columns`, `folder/not-found`
 */
export function readKaggleSet(path: string, pictures: string): TrainingSet {
  const notes = new RowNotes()
  const table = tableAt(path, notes)
  const { columns } = table
  if (!NEEDED.every((name) => columns.has(name))) throw new AppError('dataset/bad-columns', path)
  const names = new PictureNames(pictures)
  const films = new FilmList(notes)
  const seen = new Set<string>()
  for (const { line, fields } of joinedRows(table, notes)) {
    const cell = (name: string) => fields[columns.get(name) ?? -1]?.trim() ?? ''
    const read = fields.length < columns.size ? 'bad-id' : chosen(cell, names, seen)
    if (typeof read === 'string') {
      notes.leaveOut(line, read)
      continue
    }
    const { id, picture, genres } = read
    seen.add(id).add(picture.path)
    if (genres.unknown.length > 0) notes.note(line, 'unknown-genre')
    const date = cell('release_date')
    const year = yearOf(date)
    if (year === null && date !== '') notes.note(line, 'bad-date')
    films.add({
      ...picture,
      title: cleanText(cell('title')),
      year,
      genres: genres.genres,
      tmdb: id,
      imdb: cell('imdb_id'),
      language: cell('original_language'),
      hasDate: year !== null,
      art: null,
      grayscale: null,
      width: null,
      height: null,
    })
  }
  return films.done()
}

interface ChosenRow {
  id: string
  picture: { file: string; path: string }
  genres: GenresNamed
}

/** What makes a row a film to learn from, or why it is none. */
function chosen(
  cell: (name: string) => string,
  names: PictureNames,
  seen: ReadonlySet<string>,
): ChosenRow | string {
  const id = cell('id')
  if (!/^[1-9]\d{0,9}$/u.test(id)) return 'bad-id'
  if (seen.has(id)) return 'doubled'
  const genres = genresOf(cell('genres'))
  if (genres === null) return 'bad-genres'
  const poster = cell('poster_path')
  const picture = names.find([id, cell('imdb_id'), stemOf(poster)])
  if (picture === null) return poster === '' ? 'no-poster' : 'no-picture'
  return seen.has(picture.path) ? 'doubled' : { id, picture, genres }
}

function tableAt(path: string, notes: RowNotes): Table {
  const given = resolve(path)
  try {
    return readTable(statSync(given).isDirectory() ? join(given, KAGGLE_TABLE) : given, notes)
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('dataset/not-a-dataset', path)
  }
}

/**
 * Puts the halves of cut rows together: a row too short whose last field goes on in the first of the next makes one
 * whole row with it, and with nothing else.
 */
function* joinedRows({ columns, rows }: Table, notes: RowNotes): Generator<TableRow> {
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] as TableRow
    const next = rows[at + 1]
    if (next !== undefined && isCut(row, next, columns.size)) {
      const fields = [
        ...row.fields.slice(0, -1),
        `${row.fields.at(-1)}\n${next.fields[0]}`,
        ...next.fields.slice(1),
      ]
      notes.note(row.line, 'joined')
      yield { line: row.line, fields }
      at++
    } else yield row
  }
}

function isCut(row: TableRow, next: TableRow, count: number): boolean {
  const isShort = (fields: readonly string[]) => fields.length > 0 && fields.length < count
  return isShort(row.fields) && isShort(next.fields) && row.fields.length + next.fields.length - 1 === count
}

/** `[{'id': 16, 'name': 'Animation'}, …]`, or nothing; null where it cannot be read. */
function genresOf(text: string): GenresNamed | null {
  if (text === '') return genresNamed([])
  const list = parseLiteral(text)
  if (!Array.isArray(list)) return null
  const names: string[] = []
  for (const item of list) {
    const name = typeof item === 'object' && item !== null && !Array.isArray(item) ? item['name'] : item
    if (typeof name === 'string') names.push(name)
  }
  return genresNamed(names)
}

function stemOf(posterPath: string): string {
  return /^\/?([^/\\]+)\.\w+$/u.exec(posterPath)?.[1] ?? ''
}

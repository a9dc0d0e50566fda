import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { GENRES, type Genre } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { foldText } from '#shared/util/title-text.ts'

/** Folded genre name → the genres it stands for (`romantic comedy` stands for two). */
export type GenreTable = ReadonlyMap<string, readonly Genre[]>

export interface MappedGenres {
  /** In the order in which they were named, without repeats. */
  genres: Genre[]
  /** Names, or parts of compound names, that the table does not know: as written. */
  unmapped: string[]
}

const LARGEST_TABLE_BYTES = 1024 * 1024

const tableSchema = z.partialRecord(z.enum(GENRES), z.array(z.string().trim().min(1).max(100)))

/** `Sci-Fi`, `SCI FI` and `scifi` are one name; so are `Comédie` and `comedie`. */
export function foldGenreName(name: string): string {
  return foldText(name).replace(/[^\p{L}\p{N}\p{M}]+/gu, '')
}

/**
 * Checks the contents of a genre table: `{"Science Fiction": ["Sci-Fi", …], …}`, the keys among the twenty
 * genres, each of which always stands for itself.
 * @throws AppError `settings/invalid` naming what is wrong
 */
export function parseGenreTable(json: string, fileName: string): GenreTable {
  let data: unknown
  try {
    data = JSON.parse(json)
  } catch (error) {
    throw new AppError('settings/invalid', `${fileName} is not valid JSON (${(error as Error).message})`)
  }
  const parsed = tableSchema.safeParse(data)
  if (!parsed.success) throw new AppError('settings/invalid', `${fileName}: ${sentenceOf(parsed.error)}`)
  const table = new Map<string, Genre[]>()
  for (const genre of GENRES) {
    for (const name of [genre, ...(parsed.data[genre] ?? [])]) {
      const folded = foldGenreName(name)
      if (folded === '')
        throw new AppError('settings/invalid', `${fileName}: “${name}” under ${genre} has no letters`)
      const known = table.get(folded) ?? []
      if (!known.includes(genre)) known.push(genre)
      table.set(folded, known)
    }
  }
  return table
}

function sentenceOf(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return 'not a genre table'
  if (issue.code === 'unrecognized_keys')
    return `“${issue.keys.join('”, “')}” is not one of the twenty genres`
  const place = issue.path.map(String).join(' › ')
  if (issue.code === 'invalid_key') return `“${place}” is not one of the twenty genres`
  return place === '' ? 'it must be an object of genres with lists of names' : `“${place}”: ${issue.message}`
}

/**
 * Reads a genre table, the shipped one (`resources/genre-names.json`) or a person's own.
 * @throws AppError `settings/invalid` naming the file and what is wrong with it
 */
export function loadGenreTable(path: string): GenreTable {
  let json: string
  try {
    json = readFileSync(path, 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw new AppError('settings/invalid', `${basename(path)} cannot be read (${code})`)
  }
  if (json.length > LARGEST_TABLE_BYTES) {
    throw new AppError('settings/invalid', `${basename(path)} is larger than 1 MiB`)
  }
  return parseGenreTable(json.replace(/^\ufeff/u, ''), basename(path))
}

/** What joins two genres in one name, in the table's languages; tried only where the whole is unknown. */
const CONNECTOR = /\s*[&+/|,;]\s*|\s+(?:and|und|et|y|e|en|i|och|og|ja)\s+/iu

/**
 * The names that a name is made of: itself where the table knows it, or knows none of its parts, else its parts
 * (`War & Politics`).
 */
export function partsOfName(name: string, table: GenreTable): string[] {
  if (table.has(foldGenreName(name))) return [name]
  const parts = name.split(CONNECTOR)
  return parts.some((part) => table.has(foldGenreName(part))) ? parts : [name]
}

/** Maps genre names as an NFO writes them. The unmapped stay as they are. */
export function mapGenres(raw: readonly string[], table: GenreTable): MappedGenres {
  const genres = new Set<Genre>()
  const unmapped = new Set<string>()
  for (const part of raw.flatMap((name) => partsOfName(name, table))) {
    const found = table.get(foldGenreName(part))
    if (found !== undefined) for (const genre of found) genres.add(genre)
    else if (part.trim() !== '') unmapped.add(part.trim())
  }
  return { genres: [...genres], unmapped: [...unmapped] }
}

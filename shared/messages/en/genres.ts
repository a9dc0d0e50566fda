import type { Genre } from '../../domain/genres.ts'
import { GENRES } from '../../domain/genres.ts'

/** The twenty genres as they are called; their English names are also their keys. */
export const genres = Object.fromEntries(GENRES.map((genre) => [genre, genre])) as Record<Genre, string>

import { GENRES, type Genre } from '#shared/domain/genres.ts'

const byName = new Map<string, Genre>(GENRES.map((genre) => [genre.toLowerCase(), genre]))

export interface GenresNamed {
  genres: Genre[]
  unknown: string[]
}

/** The twenty genres among names, in label order and without repeats; upper and lower case are one. */
export function genresNamed(names: readonly string[]): GenresNamed {
  const found = new Set<Genre>()
  const unknown: string[] = []
  for (const name of names) {
    const wanted = name.trim().toLowerCase()
    const genre = byName.get(wanted)
    if (genre !== undefined) found.add(genre)
    else if (wanted !== '') unknown.push(name)
  }
  return { genres: GENRES.filter((genre) => found.has(genre)), unknown }
}

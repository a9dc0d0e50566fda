import type { Genre } from '#shared/domain/genres.ts'
import { foldText } from '#shared/util/title-text.ts'

/** One film to learn from: a picture and what is known of it. */
export interface TrainingFilm {
  /** Unique in its set: the picture's name, or for a catalog its poster's id. */
  file: string
  /** Absolute path of the picture. */
  path: string
  title: string
  year: number | null
  /** In label order, without repeats. */
  genres: Genre[]
  /** Pictures of one film have one key: films joined by a tmdb id, an imdb id, or title and year. */
  filmKey: string
  /** ISO 639-1 of the original language; null: unknown. */
  language: string | null
  hasDate: boolean
  /** Where the picture is from, as the metadata says; null: unknown. */
  art: string | null
  /** What the metadata says; null: unknown. */
  grayscale: boolean | null
  /** Pixels, as the metadata says; null: unknown. */
  width: number | null
  height: number | null
}

/** Something about a row that a person may want to look at. */
export interface RowNote {
  /** 1-based line of the metadata on which the row begins; 0 speaks of the whole file. */
  line: number
  reason: string
}

export interface TrainingSet {
  films: TrainingFilm[]
  /** Rows left out, by reason. */
  leftOut: Record<string, number>
  /** The first {@link NOTES_KEPT}. */
  notes: RowNote[]
  /** Notes in all, by reason, those of rows that were kept included. */
  noted: Record<string, number>
}

/** A hostile file must not fill the memory with notes about it. */
export const NOTES_KEPT = 100

/** What is known of the pictures themselves once they have been read, by the films' places. */
export interface PictureFacts {
  /** 0: cannot be decoded. */
  ok: ArrayLike<number>
  grayscale: ArrayLike<number>
  lowInformation: ArrayLike<number>
  width: ArrayLike<number>
  height: ArrayLike<number>
}

export interface FilmIdentity {
  tmdb: string | null
  imdb: string | null
  title: string
  year: number | null
  file: string
}

/**
 * Key of each film. Films that share a tmdb id, an imdb id, or title and year have the same one, also through others:
 * the catalog's rule. The key does not depend on the order of the films.
 */
export function filmKeys(films: readonly FilmIdentity[]): string[] {
  const sets = new DisjointSets(films.length)
  const firstWith = new Map<string, number>()
  films.forEach((film, index) => {
    for (const name of namesOf(film)) {
      const first = firstWith.get(name)
      if (first === undefined) firstWith.set(name, index)
      else sets.join(first, index)
    }
  })
  const keys = new Map<number, string>()
  films.forEach((film, index) => {
    const set = sets.find(index)
    const own = namesOf(film)[0] ?? `file:${film.file}`
    const known = keys.get(set)
    if (known === undefined || own < known) keys.set(set, own)
  })
  return films.map((film, index) => keys.get(sets.find(index)) ?? `file:${film.file}`)
}

function namesOf({ tmdb, imdb, title, year }: FilmIdentity): string[] {
  const names: string[] = []
  if (tmdb !== null) names.push(`tmdb:${tmdb}`)
  if (imdb !== null) names.push(`imdb:${imdb}`)
  const folded = foldText(title).trim()
  if (folded !== '' && year !== null) names.push(`title:${folded}|${year}`)
  return names
}

/** Disjoint sets of the numbers 0 … count-1 (Tarjan 1975), by halving paths. */
export class DisjointSets {
  readonly #parents: Int32Array

  constructor(count: number) {
    this.#parents = Int32Array.from({ length: count }, (_, index) => index)
  }

  find(member: number): number {
    const parents = this.#parents
    let at = member
    for (;;) {
      const parent = parents[at] as number
      if (parent === at) return at
      const above = parents[parent] as number
      parents[at] = above
      at = above
    }
  }

  join(one: number, other: number): void {
    const left = this.find(one)
    const right = this.find(other)
    if (left !== right) this.#parents[Math.max(left, right)] = Math.min(left, right)
  }
}

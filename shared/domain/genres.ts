import { cleanText, foldText } from '../util/title-text.ts'

/**
 * The twenty genres of The Movies Dataset (TMDB's list of 2017), in the fixed order used by every model,
 * bit mask and measure. A genre's place in this list is its bit in a genre mask.
 */
export const GENRES = [
  'Action',
  'Adventure',
  'Animation',
  'Comedy',
  'Crime',
  'Documentary',
  'Drama',
  'Family',
  'Fantasy',
  'Foreign',
  'History',
  'Horror',
  'Music',
  'Mystery',
  'Romance',
  'Science Fiction',
  'TV Movie',
  'Thriller',
  'War',
  'Western',
] as const

export type Genre = (typeof GENRES)[number]

/** Genres that nothing on a poster shows; hidden unless the user switches them on. */
export const OFF_BY_DEFAULT: readonly Genre[] = ['Foreign', 'TV Movie']

const indexByName = new Map<string, number>(GENRES.map((name, index) => [name, index]))

/** Place of a genre in {@link GENRES}, or -1 for a name that is not one of the twenty. */
export function genreIndex(name: string): number {
  return indexByName.get(name) ?? -1
}

/** Whether a string is one of the twenty genre names, spelled exactly. */
export function isGenre(name: string): name is Genre {
  return indexByName.has(name)
}

/** One of the twenty by its name as a person writes it. */
export function genreNamed(text: string): Genre | null {
  const key = genreKey(text)
  return GENRES.find((genre) => genreKey(genre) === key) ?? null
}

/** By which names of genres are compared, those of the user's own too: upper and lower case and accents make no other. */
export function genreKey(name: string): string {
  return foldText(cleanText(name))
}

/** Bit mask with the bit of every given genre set. */
export function genreMask(genres: Iterable<Genre>): number {
  let mask = 0
  for (const genre of genres) mask |= 1 << genreIndex(genre)
  return mask
}

/** Genres whose bit is set, in label order. */
export function genresOfMask(mask: number): Genre[] {
  return GENRES.filter((_, index) => (mask >>> index) & 1)
}

import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { genres as german } from '#shared/messages/de/genres.ts'
import { genres as english } from '#shared/messages/en/genres.ts'

const FEWEST_LETTERS = 2
const MOST_FOUND = 3

/** Every name of a genre in small letters, its words one by one as well: "science fiction", "fiction". */
const NAMES = GENRES.map((genre) => {
  const names = [english[genre], german[genre]].map(plain)
  return { genre, names: [...names, ...names.flatMap((name) => name.split(/[\s-]/))] }
})

/** The genres that a text begins to name, in either language, accents and case aside; at most three. */
export function genresNamed(text: string): Genre[] {
  const sought = plain(text.trim())
  if (sought.length < FEWEST_LETTERS) return []
  return NAMES.filter(({ names }) => names.some((name) => name.startsWith(sought)))
    .map(({ genre }) => genre)
    .slice(0, MOST_FOUND)
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

import type { PosterGenre } from '#shared/contract/poster.ts'
import { OFF_BY_DEFAULT } from '#shared/domain/genres.ts'

const FIRST_SHOWN = 7

/** Whether anybody, a person, the NFO or the model, says something of this genre. */
function isSpokenOf({ verdict, nfo, level }: PosterGenre): boolean {
  return verdict !== null || nfo || level !== null
}

/**
 * The genres that a poster's page begins with, and those behind "more": the likeliest seven and all that somebody
 * says something of, in their order.
 * @param asked genres that came forward on this page already, which stay
 */
export function splitGenres(
  genres: readonly PosterGenre[],
  asked: ReadonlySet<string> = new Set(),
): { shown: PosterGenre[]; others: PosterGenre[] } {
  const first = new Set(
    genres
      .filter(({ name }) => !OFF_BY_DEFAULT.includes(name))
      .slice(0, FIRST_SHOWN)
      .map(({ name }) => name),
  )
  const isShown = (genre: PosterGenre) => first.has(genre.name) || asked.has(genre.name) || isSpokenOf(genre)
  return { shown: genres.filter(isShown), others: genres.filter((genre) => !isShown(genre)) }
}

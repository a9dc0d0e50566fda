import type { Card } from '#shared/contract/library.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'

/** The genres that most of these posters seem to have and that not all of them were said to have. */
export function likeliestGenres(cards: readonly Card[], most: number): Genre[] {
  const counts = new Map<Genre, { held: number; yes: number }>()
  for (const { chips } of cards) {
    for (const { genre, kind } of chips) {
      if (kind === 'no') continue
      const count = counts.get(genre) ?? { held: 0, yes: 0 }
      count.held += 1
      if (kind === 'yes') count.yes += 1
      counts.set(genre, count)
    }
  }
  const heldBy = (genre: Genre) => counts.get(genre)?.held ?? 0
  return GENRES.filter((genre) => heldBy(genre) > 0 && counts.get(genre)?.yes !== cards.length)
    .sort((left, right) => heldBy(right) - heldBy(left))
    .slice(0, most)
}

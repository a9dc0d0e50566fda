import type { MeasuredGenre } from '#shared/contract/models.ts'
import type { RankedGenre } from '#shared/domain/report-charts.ts'

/** The share of the posters that are of a genre, of those where it is known; its average precision by chance. */
export function chanceOf({ known, support }: Pick<MeasuredGenre, 'known' | 'support'>): number {
  return known === 0 ? 0 : support / known
}

/** As the chart takes them; genres that no poster is of are left out. */
export function rankedGenres(genres: readonly MeasuredGenre[]): RankedGenre[] {
  return genres
    .filter(({ support }) => support > 0)
    .map((genre) => ({
      name: genre.name,
      ap: genre.ap,
      tooFew: genre.tooFew,
      prevalence: chanceOf(genre),
      gainInterval: null,
    }))
}

/** The mean of the genres with enough posters beside what chance would give; null where none has. */
export function meanPrecision(
  genres: readonly MeasuredGenre[],
): { precision: number; chance: number; genres: number } | null {
  const told = genres.filter(({ ap, tooFew }) => ap !== null && !tooFew)
  if (told.length === 0) return null
  const meanOf = (value: (genre: MeasuredGenre) => number) =>
    told.reduce((sum, genre) => sum + value(genre), 0) / told.length
  return { precision: meanOf(({ ap }) => ap ?? 0), chance: meanOf(chanceOf), genres: told.length }
}

import { GENRES, type Genre } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { TrainingFilm } from './film.ts'

/** A genre that these films teach nothing about: no film has it, or every one does. */
export interface GenreNote {
  genre: Genre
  reason: 'no-positives' | 'no-negatives'
}

/**
 * Whether anything can be learned from films, the split already made.
 * @returns the genres nothing is learned about, in label order: their scores will say nothing
 * @throws AppError `dataset/too-few` for fewer films than a batch; `dataset/one-class` where all films have the very
 *   same genres, or none has any: there is nothing to tell apart
 */
export function checkTrainable(films: readonly TrainingFilm[], options: { batch: number }): GenreNote[] {
  if (films.length === 0 || films.length < options.batch) {
    throw new AppError('dataset/too-few', `${films.length} films, a batch of ${options.batch}`)
  }
  const notes: GenreNote[] = []
  for (const genre of GENRES) {
    const count = films.filter((film) => film.genres.includes(genre)).length
    if (count === 0) notes.push({ genre, reason: 'no-positives' })
    else if (count === films.length) notes.push({ genre, reason: 'no-negatives' })
  }
  if (notes.length === GENRES.length) {
    throw new AppError('dataset/one-class', films[0]?.genres.join(', ') || undefined)
  }
  return notes
}

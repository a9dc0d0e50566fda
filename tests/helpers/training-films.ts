import { seededRandom } from '#engine/platform/random.ts'
import type { TrainingFilm } from '#engine/training/datasets/film.ts'
import { GENRES } from '#shared/domain/genres.ts'

/** A film to learn from, by the picture `posters/<file>`. */
export function trainingFilm(file: string, known: Partial<TrainingFilm> = {}): TrainingFilm {
  return {
    file,
    path: `/posters/${file}`,
    title: file,
    year: 2000,
    genres: [],
    filmKey: file,
    language: null,
    hasDate: true,
    art: null,
    grayscale: null,
    width: null,
    height: null,
    ...known,
  }
}

/** Films with genres drawn at random: the n-th genre on about 0.5 / n of them. */
export function drawnFilms(count: number, seed = 1): TrainingFilm[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, index) =>
    trainingFilm(`film-${String(index).padStart(5, '0')}.jpg`, {
      genres: GENRES.filter((_genre, place) => random() < 0.5 / (place + 1)),
    }),
  )
}

import { filmKeys, type TrainingFilm, type TrainingSet } from './film.ts'
import type { RowNotes } from './notes.ts'

/** A film as its row says it; empty texts for what is not known. */
export interface ReadFilm extends Omit<TrainingFilm, 'filmKey' | 'language'> {
  tmdb: string
  imdb: string
  language: string
}

/** Films as they are read; which of them are pictures of one film shows when all are there. */
export class FilmList {
  readonly #notes: RowNotes
  readonly #films: ReadFilm[] = []

  constructor(notes: RowNotes) {
    this.#notes = notes
  }

  add(film: ReadFilm): void {
    this.#films.push(film)
  }

  done(): TrainingSet {
    const { leftOut, notes, noted } = this.#notes
    const identities = this.#films.map(({ tmdb, imdb, title, year, file }) => ({
      // Ids that stand for none in tables made from others.
      tmdb: /^0*[1-9]\d*(?:\.0*)?$/u.test(tmdb) ? String(Number(tmdb)) : null,
      imdb: /^tt\d{5,10}$/u.test(imdb) ? imdb : null,
      title,
      year,
      file,
    }))
    const keys = filmKeys(identities)
    const films = this.#films.map(({ tmdb: _tmdb, imdb: _imdb, language, ...film }, index) => ({
      ...film,
      filmKey: keys[index] ?? film.file,
      language: /^[a-z]{2,3}$/iu.test(language) ? language.toLowerCase() : null,
    }))
    return { films, leftOut, notes, noted }
  }
}

import { describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { decadeFigures } from './level-figures.ts'

const DRAMA = GENRES.indexOf('Drama')

/** A film's year, whether it is a drama, and whether each level calls it one. */
type Film = [year: number | null, is: 0 | 1, likely: 0 | 1, maybe: 0 | 1]

const FILMS: Film[] = [
  [1991, 1, 1, 1],
  [1979, 0, 1, 1],
  [1990, 1, 0, 1],
  [1999, 0, 0, 1],
  [1970, 0, 0, 0],
  [2000, 1, 0, 0],
  [null, 1, 1, 1],
]

/** That of every film in the column of dramas; every other genre is and is called what would spoil the figures. */
function column(of: (film: Film) => number): Uint8Array {
  return Uint8Array.from(FILMS.flatMap((film) => GENRES.map((_, genre) => (genre === DRAMA ? of(film) : 1))))
}

describe('decadeFigures', () => {
  const decades = decadeFigures(
    FILMS.map(([year]) => ({ year })),
    { likely: column(([, , likely]) => likely), maybe: column(([, , , maybe]) => maybe) },
    { truth: column(([, is]) => is), label: DRAMA },
  )

  it('counts the films of each ten years, earliest first, and those without a year in none', () => {
    expect(decades).toEqual([
      {
        from: 1970,
        likely: { said: 1, precision: 0, recall: null },
        maybe: { said: 1, precision: 0, recall: null },
      },
      {
        from: 1990,
        likely: { said: 1, precision: 1, recall: 1 / 2 },
        maybe: { said: 3, precision: 2 / 3, recall: 1 },
      },
      {
        from: 2000,
        likely: { said: 0, precision: null, recall: 0 },
        maybe: { said: 0, precision: null, recall: 0 },
      },
    ])
  })
})

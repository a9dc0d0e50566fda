import { describe, expect, it } from 'vitest'
import { filmKeys, type FilmIdentity } from './film.ts'

const film = (file: string, known: Partial<FilmIdentity>): FilmIdentity => ({
  tmdb: null,
  imdb: null,
  title: '',
  year: null,
  ...known,
  file,
})

describe('filmKeys', () => {
  it('makes one film of pictures that share an id or title and year, also by way of a third', () => {
    const keys = filmKeys([
      film('a', { tmdb: '1', title: 'Été', year: 2000 }),
      film('b', { imdb: 'tt1', title: 'Ete', year: 2000 }),
      film('c', { imdb: 'tt1', title: 'Summer', year: 2001 }),
      film('d', { title: 'Été', year: 2003 }),
      film('e', { title: 'Été' }),
      film('f', {}),
      film('g', {}),
    ])
    expect(new Set(keys.slice(0, 3)).size).toBe(1)
    expect(new Set(keys).size).toBe(5)
  })

  it('gives the same keys in any order', () => {
    const films = [
      film('a', { tmdb: '2' }),
      film('b', { tmdb: '2', imdb: 'tt9' }),
      film('c', { imdb: 'tt9', tmdb: '1' }),
    ]
    expect(filmKeys(films.toReversed()).toReversed()).toEqual(filmKeys(films))
  })
})

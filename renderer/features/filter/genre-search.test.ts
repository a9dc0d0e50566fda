import { describe, expect, it } from 'vitest'
import { genresNamed } from './genre-search.ts'

describe('a genre by its name in the search', () => {
  it('is found in both languages, whichever the window speaks', () => {
    expect(genresNamed('crime')).toEqual(['Crime'])
    expect(genresNamed('Krimi')).toEqual(['Crime'])
    expect(genresNamed('  KOMÖ')).toEqual(['Comedy'])
    expect(genresNamed('komodie')).toEqual(['Comedy'])
  })

  it('is found by the beginning of any of its words', () => {
    expect(genresNamed('science f')).toEqual(['Science Fiction'])
    expect(genresNamed('fiction')).toEqual(['Science Fiction'])
    expect(genresNamed('film')).toEqual([])
  })

  it('is offered from two letters on, and never a long list', () => {
    expect(genresNamed('c')).toEqual([])
    expect(genresNamed('')).toEqual([])
    expect(genresNamed('fa')).toEqual(['Family', 'Fantasy'])
    expect(genresNamed('nosferatu')).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import type { Card, CardChip } from '#shared/contract/library.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { likeliestGenres } from './likeliest-genres.ts'

const chip = (genre: Genre, kind: CardChip['kind'] = 'likely'): CardChip => ({ genre, kind })
const cardWith = (...chips: CardChip[]): Card => ({
  id: 1,
  title: null,
  year: null,
  width: null,
  height: null,
  chips,
  status: 'predicted',
  missing: false,
  pictured: true,
  pictureKey: null,
  flags: [],
  revision: 1,
  stacked: 0,
  reviewed: false,
})

describe('the likeliest genres of a selection', () => {
  it('are those that most of its posters have', () => {
    const cards = [
      cardWith(chip('Thriller'), chip('Horror')),
      cardWith(chip('Horror', 'nfo')),
      cardWith(chip('Drama', 'no')),
    ]
    expect(likeliestGenres(cards, 2)).toEqual(['Horror', 'Thriller'])
    expect(likeliestGenres(cards, 1)).toEqual(['Horror'])
  })

  it('leave out what was said of all of them', () => {
    const cards = [cardWith(chip('Horror', 'yes'), chip('War')), cardWith(chip('Horror', 'yes'))]
    expect(likeliestGenres(cards, 2)).toEqual(['War'])
  })

  it('are none where nothing is known', () => {
    expect(likeliestGenres([], 2)).toEqual([])
  })
})

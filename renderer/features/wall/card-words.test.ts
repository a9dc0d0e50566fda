import { describe, expect, it } from 'vitest'
import type { Card } from '#shared/contract/library.ts'
import { cardWords } from './card-words.ts'

const card: Card = {
  id: 1,
  title: 'The Hollow Pines',
  year: 1984,
  width: 400,
  height: 600,
  chips: [
    { genre: 'Horror', kind: 'yes' },
    { genre: 'Thriller', kind: 'likely' },
  ],
  status: 'confirmed',
  missing: false,
  pictured: true,
  pictureKey: 'ab',
  flags: [],
  revision: 1,
  stacked: 0,
  reviewed: false,
}

describe('a card read aloud', () => {
  it('has title, year and genres with where they come from', () => {
    expect(cardWords(card, false)).toBe('The Hollow Pines, 1984. Horror, Thriller: yes, likely')
    const chips = card.chips.map(({ genre }) => ({ genre, kind: 'likely' as const }))
    expect(cardWords({ ...card, chips }, false)).toBe('The Hollow Pines, 1984. Horror, Thriller: likely')
  })

  it('says what is odd, and leaves out what is not known', () => {
    expect(cardWords({ ...card, title: null, year: null, chips: [], missing: true }, true)).toBe(
      'Untitled. missing. judged',
    )
    expect(cardWords(undefined, false)).toBe('Loading')
  })
})

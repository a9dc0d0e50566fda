import { describe, expect, it } from 'vitest'
import type { PosterDetail } from '#shared/contract/poster.ts'
import type { ReviewItem } from '#shared/contract/review.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { askedGenres, cannotTell, chosenAtFirst, genreAnswer, wholeAnswer } from './question-answer.ts'

const itemOf = (kind: ReviewItem['kind'], genre: Genre | null = null) =>
  ({ id: 7, kind, genre }) as ReviewItem
const poster = {
  genres: [
    { name: 'Drama', verdict: null, effective: true },
    { name: 'War', verdict: 'yes', effective: true },
    { name: 'Horror', verdict: 'no', effective: false },
  ],
} as PosterDetail

describe('an answer', () => {
  it('to one genre says that genre, or nothing', () => {
    const item = itemOf('uncertain', 'Horror')
    expect(genreAnswer(item, 'no')).toEqual({
      posterId: 7,
      kind: 'uncertain',
      genre: 'Horror',
      changes: [{ genre: 'Horror', verdict: 'no' }],
    })
    expect(cannotTell(item)).toEqual({ posterId: 7, kind: 'uncertain', genre: 'Horror' })
  })

  it('to an audit says yes or no of every genre that is shown', () => {
    const asked = askedGenres(false)
    expect(asked).toHaveLength(18)
    const { changes = [], whole } = wholeAnswer(itemOf('audit'), {
      asked,
      shown: new Set(),
      chosen: new Set<Genre>(['War']),
    })
    expect(whole).toBe(true)
    expect(changes.map(({ genre }) => genre)).toEqual(asked)
    expect(changes.filter(({ verdict }) => verdict === 'yes')).toEqual([{ genre: 'War', verdict: 'yes' }])
    expect(askedGenres(true)).toEqual(GENRES)
  })

  it('to an open question leaves alone what was neither shown nor chosen', () => {
    const { changes } = wholeAnswer(itemOf('open'), {
      asked: askedGenres(false),
      shown: new Set<Genre>(['Drama', 'War']),
      chosen: new Set<Genre>(['War', 'Western']),
    })
    expect(changes).toEqual([
      { genre: 'Drama', verdict: 'no' },
      { genre: 'War', verdict: 'yes' },
      { genre: 'Western', verdict: 'yes' },
    ])
  })
})

describe('what is chosen at first', () => {
  it('is what is shown, and in an audit only what the person said', () => {
    expect([...chosenAtFirst(itemOf('open'), poster)]).toEqual(['Drama', 'War'])
    expect([...chosenAtFirst(itemOf('audit'), poster)]).toEqual(['War'])
  })
})

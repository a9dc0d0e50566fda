import { describe, expect, it } from 'vitest'
import { GENRES } from '#shared/domain/genres.ts'
import { trainingFilm as film } from '../../../../tests/helpers/training-films.ts'
import { checkTrainable } from './check.ts'

describe('checkTrainable', () => {
  it('names the genres that nothing is learned about', () => {
    const films = [film('a', { genres: ['War', 'Drama'] }), film('b', { genres: ['Drama'] })]
    const notes = checkTrainable(films, { batch: 2 })
    expect(notes).toHaveLength(GENRES.length - 1)
    expect(notes).toContainEqual({ genre: 'Drama', reason: 'no-negatives' })
    expect(notes).toContainEqual({ genre: 'Western', reason: 'no-positives' })
  })

  it('says how many films there are and how many a batch takes', () => {
    expect(() => checkTrainable([film('a', { genres: ['War'] }), film('b')], { batch: 32 })).toThrow(
      expect.objectContaining({
        code: 'dataset/too-few',
        message: expect.stringMatching(/^2 films, a batch of 32: /) as string,
      }),
    )
    expect(() => checkTrainable([], { batch: 1 })).toThrow(
      expect.objectContaining({ code: 'dataset/too-few' }),
    )
  })

  it.each([[['War' as const]], [[]]])('refuses films that all have the genres %j', (genres) => {
    const films = ['a', 'b', 'c'].map((file) => film(file, { genres }))
    expect(() => checkTrainable(films, { batch: 2 })).toThrow(
      expect.objectContaining({ code: 'dataset/one-class' }),
    )
  })
})

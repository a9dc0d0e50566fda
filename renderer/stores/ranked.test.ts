import { describe, expect, it } from 'vitest'
import { NO_FILTER } from './filter-address.ts'
import { createRanking, rankedGenres } from './ranked.ts'

const usual = { ...NO_FILTER, level: 'maybe', sort: 'year' } as const

describe('a weak genre', () => {
  it('opens as a ranked list, and gives level and order back when it is left', () => {
    const follow = createRanking()
    const war = follow(usual, { ...usual, genres: ['War'] }, ['War'])
    expect(war).toMatchObject({ level: 'all', sort: 'certainty', descending: false })
    expect(rankedGenres(war, ['War'])).toEqual(['War'])
    expect(follow(war, { ...war, genres: [] }, ['War'])).toEqual(usual)
  })

  it('leaves what a person has chosen since', () => {
    const follow = createRanking()
    const war = follow(usual, { ...usual, genres: ['War'] }, ['War'])
    const likely = follow(war, { ...war, level: 'likely' }, ['War'])
    expect(rankedGenres(likely, ['War'])).toEqual([])
    expect(follow(likely, { ...likely, genres: [] }, ['War'])).toEqual({ ...likely, genres: [] })
  })

  it('stays ranked beside another genre, and returns to the usual when the list came from an address', () => {
    const follow = createRanking()
    const address = { ...NO_FILTER, genres: ['War'], level: 'all', sort: 'certainty' } as const
    const both = follow({ ...address, genres: ['War'] }, { ...address, genres: ['Horror', 'War'] }, ['War'])
    expect(both.level).toBe('all')
    expect(follow(both, { ...both, genres: ['Horror'] }, ['War'])).toEqual({
      ...NO_FILTER,
      genres: ['Horror'],
    })
  })
})

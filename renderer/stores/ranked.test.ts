import { describe, expect, it } from 'vitest'
import { NO_FILTER } from './filter-address.ts'
import type { OnlyRanked } from './ranked.ts'
import { createRanking, rankedGenres } from './ranked.ts'

const WAR: OnlyRanked = { genres: ['War'], own: [] }
const usual = { ...NO_FILTER, level: 'maybe', sort: 'year' } as const

describe('a weak genre', () => {
  it('opens as a ranked list, and gives level and order back when it is left', () => {
    const follow = createRanking()
    const war = follow(usual, { ...usual, genres: ['War'] }, WAR)
    expect(war).toMatchObject({ level: 'all', sort: 'certainty', descending: false })
    expect(rankedGenres(war, ['War'])).toEqual(['War'])
    expect(follow(war, { ...war, genres: [] }, WAR)).toEqual(usual)
  })

  it('leaves what a person has chosen since', () => {
    const follow = createRanking()
    const war = follow(usual, { ...usual, genres: ['War'] }, WAR)
    const likely = follow(war, { ...war, level: 'likely' }, WAR)
    expect(rankedGenres(likely, ['War'])).toEqual([])
    expect(follow(likely, { ...likely, genres: [] }, WAR)).toEqual({ ...likely, genres: [] })
  })

  it('stays ranked beside another genre, and returns to the usual when the list came from an address', () => {
    const follow = createRanking()
    const address = { ...NO_FILTER, genres: ['War'], level: 'all', sort: 'certainty' } as const
    const both = follow({ ...address, genres: ['War'] }, { ...address, genres: ['Horror', 'War'] }, WAR)
    expect(both.level).toBe('all')
    expect(follow(both, { ...both, genres: ['Horror'] }, WAR)).toEqual({
      ...NO_FILTER,
      genres: ['Horror'],
    })
  })
})

describe('a genre of the user’s own that has an order only', () => {
  it('opens as a ranked list too, and another one as usual', () => {
    const follow = createRanking()
    const ranked = { genres: [], own: [3] }
    const noir = follow(usual, { ...usual, own: 3 }, ranked)
    expect(noir).toMatchObject({ own: 3, level: 'all', sort: 'certainty' })
    expect(follow(noir, { ...noir, own: null }, ranked)).toEqual(usual)
    expect(follow(usual, { ...usual, own: 4 }, ranked)).toEqual({ ...usual, own: 4 })
  })
})

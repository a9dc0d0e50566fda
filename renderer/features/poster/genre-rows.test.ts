import { describe, expect, it } from 'vitest'
import type { PosterGenre } from '#shared/contract/poster.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { splitGenres } from './genre-rows.ts'

const genres = GENRES.map((name) => ({ name, verdict: null, nfo: false, level: null }) as PosterGenre)

describe('the genres that a page begins with', () => {
  it('are the first seven, without those that no poster shows', () => {
    const { shown, others } = splitGenres([genres[9] as PosterGenre, ...genres])
    expect(shown.map(({ name }) => name)).toEqual(GENRES.slice(0, 7))
    expect(others).toHaveLength(14)
  })

  it('and those that somebody says something of, in their order', () => {
    const judged = genres.map((genre) =>
      genre.name === 'Western' ? { ...genre, verdict: 'no' as const } : genre,
    )
    expect(splitGenres(judged).shown.at(-1)?.name).toBe('Western')
    expect(splitGenres(genres, new Set(['War'])).shown.at(-1)?.name).toBe('War')
  })
})

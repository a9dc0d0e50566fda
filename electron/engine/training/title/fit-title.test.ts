import { describe, expect, it } from 'vitest'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES, genreIndex } from '#shared/domain/genres.ts'
import { quantiseTitle, titleLogits } from '../../model/title/title-model.ts'
import type { TitledFilm } from './fit-title.ts'
import { fitTitle } from './fit-title.ts'

const WORDS: [Genre, string[]][] = [
  ['Horror', ['Blood', 'Haunted', 'Grave', 'Zombie']],
  ['Romance', ['Love', 'Kiss', 'Wedding', 'Heart']],
  ['War', ['Battle', 'Platoon', 'Regiment', 'Siege']],
]

/** Titles of two words, one of them of the film's genre; war films are old. */
function films(count: number): TitledFilm[] {
  return Array.from({ length: count }, (_, index) => {
    const [genre, words] = WORDS[index % WORDS.length] ?? ['Drama', []]
    const word = words[Math.floor(index / 3) % 4] ?? ''
    return {
      title: `${word} ${String.fromCharCode(65 + (index % 26)).repeat(4)}`,
      year: (genre === 'War' ? 1940 : 2000) + (index % 9),
      filmKey: `film:${index}`,
      genres: [genre],
    }
  })
}

const tools = { seed: 1, signal: new AbortController().signal }
const at = (logits: Float64Array | null, genre: Genre) => logits?.[genreIndex(genre)] ?? Number.NaN

describe('what titles say', () => {
  it('is learned from words, pieces of them, and years, the same every time', async () => {
    const fit = await fitTitle(films(240), tools)
    expect(fit.tried.map(({ cost }) => cost)).toContain(fit.cost)
    expect(fit.films).toBe(240)
    const model = quantiseTitle(fit.weights)
    const horror = titleLogits(model, 'The Haunting', 2003)
    expect(at(horror, 'Horror')).toBeGreaterThan(at(horror, 'Romance'))
    const war = titleLogits(model, 'Xyzzy', 1943)
    expect(at(war, 'War')).toBeGreaterThan(at(war, 'Horror'))
    // An unknown year lies between the years there are.
    const [old, unknown, recent] = [1943, null, 2003].map((year) =>
      at(titleLogits(model, 'Xyzzy', year), 'War'),
    )
    expect(unknown).toBeLessThan(old ?? 0)
    expect(unknown).toBeGreaterThan(recent ?? 0)
    // A genre without a film is said of none.
    expect(at(horror, 'Western')).toBeLessThan(-3)
    expect((await fitTitle(films(240), tools)).weights).toEqual(fit.weights)
    expect(GENRES).toHaveLength(fit.weights.labels)
  })

  it('leaves out films whose title says nothing, and refuses too few', async () => {
    const silent = films(60).map((film, index) => (index < 20 ? { ...film, title: '🎬' } : film))
    expect((await fitTitle(silent, tools)).films).toBe(40)
    await expect(fitTitle(films(5), tools)).rejects.toMatchObject({ code: 'dataset/too-few' })
  })

  it('stops when it is cancelled', async () => {
    const signal = AbortSignal.abort()
    await expect(fitTitle(films(60), { seed: 1, signal })).rejects.toMatchObject({ code: 'app/cancelled' })
  })
})

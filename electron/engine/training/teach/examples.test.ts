import { describe, expect, it } from 'vitest'
import { taughtPoster, verdict } from '../../../../tests/helpers/taught-collection.ts'
import { examplesOf, tierOf } from './examples.ts'
import { filmsOf } from './statements.ts'

const embedding = new Uint8Array(12)

describe('examples', () => {
  it.each([
    [5, 4, 'unchanged'],
    [0, 500, 'unchanged'],
    [500, 0, 'unchanged'],
    [5, 5, 'bias'],
    [14, 500, 'bias'],
    [15, 15, 'scale'],
    [40, 39, 'scale'],
    [40, 40, 'vector'],
  ] as const)('of %i films said yes and %i said no of teach: %s', (yes, no, tier) => {
    expect(tierOf({ yes, no })).toBe(tier)
  })

  it('are counted by film, without what was not shown', () => {
    const posters = [
      taughtPoster(1, embedding, { filmId: 1, verdicts: [verdict(0, true)] }),
      taughtPoster(2, embedding, { filmId: 1, verdicts: [verdict(0, true)] }),
      taughtPoster(3, embedding, { verdicts: [verdict(0, false)] }),
      taughtPoster(4, embedding),
    ]
    const [first] = examplesOf(filmsOf(posters, { labels: 1, withNfo: false }), 1)
    expect(first).toMatchObject({ yes: 1, no: 1, films: Int32Array.from([0, 0, 1, 2]) })
    expect(first?.statements).toHaveLength(4)
  })
})

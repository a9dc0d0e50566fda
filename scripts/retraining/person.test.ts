import { describe, expect, it } from 'vitest'
import type { Genre } from '#shared/domain/genres.ts'
import { genreIndex, genreMask, GENRES } from '#shared/domain/genres.ts'
import { verdictsOn } from './person.ts'

const shown = { likely: genreMask(['Drama']), maybe: genreMask(['Drama', 'War']) }

function saidOf(truth: Genre[], asked: { isAudit?: boolean; genre?: Genre } = {}, drawn = 0) {
  const { isAudit = false, genre } = asked
  return verdictsOn(
    { isAudit, label: genre === undefined ? null : genreIndex(genre) },
    { truth: genreMask(truth), shown, adds: 0.7, random: () => drawn, at: 1 },
  ).map(({ label, isYes, source, isAsked }) => [GENRES[label], isYes, source, isAsked])
}

describe('a simulated person who looks a poster through', () => {
  it('answers what is shown and adds what is missed', () => {
    expect(saidOf(['Drama', 'Horror'])).toEqual([
      ['Drama', true, 'explicit', true],
      ['Horror', true, 'explicit', false],
      ['War', false, 'explicit', true],
    ])
  })

  it('confirms half of what is likely and right, and overlooks three in ten of what is missed', () => {
    expect(saidOf(['Drama', 'Horror'], {}, 0.9)).toEqual([
      ['Drama', true, 'confirmed', true],
      ['War', false, 'explicit', true],
    ])
  })
})

describe('a simulated person who is asked', () => {
  it('answers for every genre in an audit but those that nothing shows', () => {
    const said = saidOf(['Drama'], { isAudit: true })
    expect(said).toHaveLength(18)
    expect(said.filter(([, isYes]) => isYes)).toEqual([['Drama', true, 'explicit', true]])
  })

  it('says no more than was asked', () => {
    expect(saidOf(['Drama'], { genre: 'Horror' })).toEqual([['Horror', false, 'explicit', true]])
  })
})

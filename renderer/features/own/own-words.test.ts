import { describe, expect, it } from 'vitest'
import type { OwnGenre, OwnNeeds } from '#shared/contract/own.ts'
import { orderWords, standingWords } from './own-words.ts'

const needs: OwnNeeds = { yes: 12, no: 12, alikeNo: 6, scored: 50, chance: 10, auc: 0.65 }
const genre: OwnGenre = {
  id: 1,
  name: 'Film noir',
  key: '1',
  yes: 7,
  no: 3,
  learned: null,
  isLearning: false,
}
const learned = (known: Partial<NonNullable<OwnGenre['learned']>>): OwnGenre => ({
  ...genre,
  learned: { standing: 'few', auc: null, films: { yes: 12, no: 12, alikeNo: 6, chance: 6 }, ...known },
})
const films = (yes: number, no: number, alikeNo: number, chance = 0) => ({ yes, no, alikeNo, chance })

describe('what can be told of a genre of one’s own', () => {
  it('says what is still needed', () => {
    expect(standingWords(learned({ films: films(7, 3, 1) }), needs)).toBe(
      '12 yes and 12 no are needed, half of the no on look-alikes: 7 and 3 so far.',
    )
    expect(standingWords(learned({ films: films(20, 14, 2) }), needs)).toBe(
      'It is a tag until 6 look-alikes were said no of: 2 so far.',
    )
    expect(standingWords(learned({ films: films(20, 14, 12) }), needs)).toBe(
      'It is a tag until 6 posters that are no look-alikes were said no of: 2 so far.',
    )
  })

  it('says what can be told, and from when on more', () => {
    const ranked = learned({ standing: 'ranked', auc: 0.78, films: films(20, 20, 10, 10) })
    expect(standingWords(ranked, needs)).toBe(
      'Posters are ranked. Percentages come from 50 verdicts on: 40 so far.',
    )
    expect(orderWords(ranked)).toBe('In 8 of 10 pairs, a poster that is comes before one that is not.')
    const undrawn = learned({ standing: 'ranked', auc: 0.8, films: films(40, 40, 20, 3) })
    expect(standingWords(undrawn, needs)).toBe(
      'Posters are ranked. Percentages come when 10 posters drawn by chance were answered: 3 so far.',
    )
    const untold = learned({ standing: 'untold', auc: 0.5 })
    expect(standingWords(untold, needs)).toBe('Cannot be told from posters: it stays a tag.')
    expect(orderWords(untold)).toBeNull()
    expect(standingWords({ ...genre, isLearning: true }, needs)).toBe('Being learned …')
  })
})

import { describe, expect, it } from 'vitest'
import {
  TITLE_BUCKETS,
  titleFeatures,
  titleWords,
  UNKNOWN_YEAR,
  YEAR_SLOTS,
  yearSlots,
} from './title-features.ts'

const sameTitle = (one: string, other: string) => {
  expect(titleFeatures(one, 2000)).toEqual(titleFeatures(other, 2000))
}

describe('a title', () => {
  it('is read without case, accents, apostrophes and punctuation', () => {
    expect(titleWords('Amélie’s Day: Part II!')).toEqual(['amelies', 'day', 'part', 'ii'])
    expect(titleWords('Fast & Furious')).toEqual(['fast', 'and', 'furious'])
    sameTitle('Spider-Man', 'spider man')
    sameTitle('Amélie'.normalize('NFD'), 'AMELIE')
  })

  it('becomes the same buckets for ever: the weights of every model stand there', () => {
    const up = titleFeatures('Up', 2009)
    expect([...(up?.buckets ?? [])]).toEqual([18079, 18510, 21720, 33433, 47299, 61556, 62492])
    expect(up?.yearSlots).toEqual([17, 29])
  })

  it('has values whose squares add up to one, in ascending buckets', () => {
    const { buckets, values } = titleFeatures('The Good, the Bad and the Ugly', 1966) ?? fail()
    expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 12)
    buckets.forEach((bucket, at) => {
      expect(bucket).toBeGreaterThan(buckets[at - 1] ?? -1)
      expect(bucket).toBeLessThan(TITLE_BUCKETS)
    })
  })

  it.each(['', '   ', '???', '…', '\u0000\u0007', '\u202e', '\ud800', '🎬🔥', "'’`"])(
    'says nothing as %j',
    (title) => {
      expect(titleFeatures(title, 2000)).toBeNull()
    },
  )

  it.each(['السلام عليكم', '七人の侍', 'Ω', '1917', '🎬 Up 🔥', 'gpj.\u202eexe', 'हिन्दी', '<img src=x>'])(
    'is read as %j',
    (title) => {
      const { buckets, values } = titleFeatures(title, null) ?? fail()
      expect(buckets.length).toBeGreaterThan(0)
      expect(values.every((value) => value > 0 && value <= 1)).toBe(true)
    },
  )

  it('costs little, however long it is', () => {
    const startedMs = performance.now()
    for (const piece of ['a', 'a ', 'ab', '🎬', '\ufdfa', '\u0301', '\ud800', "'", '&', 'السلام ']) {
      const { buckets } = titleFeatures(piece.repeat(10_000), 2000) ?? { buckets: [] }
      expect(buckets.length).toBeLessThan(1_500)
    }
    expect(performance.now() - startedMs).toBeLessThan(1_000)
  })
})

describe('a year', () => {
  it.each([
    [null, [UNKNOWN_YEAR]],
    [Number.NaN, [UNKNOWN_YEAR]],
    [1895, [1]],
    [1929, [1]],
    [1930, [2, 22]],
    [1935, [3, 22]],
    [2024, [20, 31]],
    [9999, [21, 31]],
  ])('%s is in %j', (year, slots) => {
    expect(yearSlots(year)).toEqual(slots)
    expect(Math.max(...slots)).toBeLessThan(YEAR_SLOTS)
  })
})

function fail(): never {
  throw new Error('the title says nothing')
}

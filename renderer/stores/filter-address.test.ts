import { describe, expect, it } from 'vitest'
import type { WallFilter } from './filter-address.ts'
import {
  addressOf,
  addressText,
  COLORS,
  filterOf,
  filterOfText,
  knownPart,
  NO_FILTER,
  yearRange,
} from './filter-address.ts'

const FULL: WallFilter = {
  genres: ['Horror', 'Science Fiction'],
  without: ['Comedy'],
  any: true,
  level: 'maybe',
  status: 'unsure',
  folder: '/media/Filme & Serien/50 % ärger, „alt“',
  years: { from: 1968, to: 1991 },
  colors: ['red', 'black'],
  own: 12,
  query: 'night, of=the & living+dead 100%',
  known: { is: ['Horror'], isNot: ['Thriller'], said: ['Thriller'], unsaid: ['War'], level: 'maybe' },
  show: 'other',
  sort: 'certainty',
  descending: true,
}

describe('the filter in the address', () => {
  it('is short and readable, and empty for everything', () => {
    expect(addressOf(NO_FILTER)).toEqual({})
    expect(filterOf({ own: '0x1' }).own).toBeNull()
    expect(addressOf({ ...NO_FILTER, genres: ['Horror', 'Thriller'], years: FULL.years })).toEqual({
      g: 'Horror,Thriller',
      y: '1968-1991',
    })
  })

  it('comes back whole', () => {
    expect(filterOf(addressOf(FULL))).toEqual(FULL)
    expect(filterOfText(addressText(FULL))).toEqual(FULL)
    expect(filterOf(addressOf(NO_FILTER))).toEqual(NO_FILTER)
  })

  it.each([
    [{ from: 1968, to: null }, '1968-'],
    [{ from: null, to: 1991 }, '-1991'],
    [{ from: 1975, to: 1975 }, '1975'],
  ])('keeps the years %o as %s', (years, text) => {
    expect(addressOf({ ...NO_FILTER, years })['y']).toBe(text)
    expect(filterOf({ y: text }).years).toEqual(years)
  })

  it('keeps what is known against what is said', () => {
    const known = knownPart({ is: ['Horror'], isNot: ['Thriller'], said: ['Thriller'] })
    expect(addressOf({ ...NO_FILTER, known })).toEqual({ is: 'Horror', isnot: 'Thriller', said: 'Thriller' })
    expect(filterOf({ unsaid: 'War', saidat: 'maybe' }).known).toEqual(
      knownPart({ unsaid: ['War'], level: 'maybe' }),
    )
  })

  it('means the same in whatever order it was written', () => {
    expect(filterOf({ g: 'Thriller,Horror,Horror' }).genres).toEqual(['Horror', 'Thriller'])
    expect(filterOf({ y: '1991-1968' }).years).toEqual({ from: 1968, to: 1991 })
    expect(filterOf({ c: [...COLORS].reverse().join() }).colors).toEqual(COLORS)
  })

  it('does not ask for a genre that it leaves out', () => {
    expect(filterOf({ g: 'Horror', not: 'Horror,War' })).toMatchObject({
      genres: ['Horror'],
      without: ['War'],
    })
  })

  it.each<[string, unknown]>([
    ['g', 'horror,Nothing,__proto__,<script>'],
    ['not', ',,,'],
    ['any', 'true'],
    ['level', 'constructor'],
    ['status', 'toString'],
    ['in', 'relative/../path'],
    ['in', '/with\0nul'],
    ['y', '19680-1991'],
    ['y', '-'],
    ['y', '1e3'],
    ['y', '1968-1991-2000'],
    ['c', 'teal'],
    ['show', 'any'],
    ['sort', 'random()'],
    ['desc', '0'],
    ['is', 'horror,__proto__'],
    ['saidat', 'maybe'],
    ['q', null],
    ['q', { toString: 1 }],
    ['g', []],
    ['q', [null, 'x']],
    ['somethingElse', 'x'],
  ])('leaves out %s where it is %j', (key, value) => {
    expect(filterOf({ [key]: value })).toEqual(NO_FILTER)
  })

  it('takes the first of a part that is given twice, and no more text than the engine would', () => {
    expect(filterOf({ g: ['Horror', 'War'] }).genres).toEqual(['Horror'])
    expect(filterOf({ q: 'x'.repeat(10_000) }).query).toHaveLength(500)
    expect(filterOf({ in: `/${'x'.repeat(40_000)}` }).folder).toBeNull()
  })

  it('takes years as they are typed', () => {
    expect(yearRange('', '1991')).toEqual({ from: null, to: 1991 })
    expect(yearRange(1991, '1968')).toEqual({ from: 1968, to: 1991 })
    expect(yearRange('', 'abc')).toBeNull()
    expect(yearRange('-5', '1990.5')).toBeNull()
  })
})

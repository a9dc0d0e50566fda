import { describe, expect, it } from 'vitest'
import { bestScore, matchScore } from './palette-match.ts'

const order = (query: string, names: readonly string[]) =>
  names
    .map((name) => ({ name, score: matchScore(query, name) }))
    .filter(({ score }) => score !== null)
    .sort((left, right) => (right.score ?? 0) - (left.score ?? 0))
    .map(({ name }) => name)

describe('finding a command by its name', () => {
  it('takes what begins a word before what stands inside one, and letters with others between last', () => {
    expect(order('war', ['Wahrscheinlich warten', 'Forward', 'War', 'What a rain'])).toEqual([
      'War',
      'Wahrscheinlich warten',
      'Forward',
      'What a rain',
    ])
  })

  it('takes initials', () => {
    expect(matchScore('cl', 'Confirm what is likely')).not.toBeNull()
    expect(matchScore('cwil', 'Confirm what is likely')).not.toBeNull()
  })

  it('does not mind case, accents and a sharp s', () => {
    expect(matchScore('komodie', 'Komödie')).not.toBeNull()
    expect(matchScore('GROSSE', 'Große Plakate')).not.toBeNull()
  })

  it('takes any of several names, in whatever language', () => {
    expect(bestScore('komödie', ['Comedy', 'Komödie'])).not.toBeNull()
    expect(bestScore('comedy', ['Comedy', 'Komödie'])).not.toBeNull()
    expect(bestScore('western', ['Comedy', 'Komödie'])).toBeNull()
  })

  it('leaves out what has only the letters', () => {
    expect(matchScore('xyz', 'Undo')).toBeNull()
    expect(matchScore('odn', 'Undo')).toBeNull()
  })
})

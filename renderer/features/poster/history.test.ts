import { describe, expect, it } from 'vitest'
import type { PosterDetail, PosterGenre } from '#shared/contract/poster.ts'
import type { HistoryEntry } from './history.ts'
import { historyWords, revertOf } from './history.ts'

const entry: HistoryEntry = {
  actId: 1,
  field: 'genre',
  genre: 'Horror',
  own: null,
  from: null,
  to: 'yes',
  before: null,
  after: null,
  at: 0,
  source: 'explicit',
}

const poster = {
  title: 'The Hollow Pines',
  titleSource: 'person',
  year: 1984,
  yearSource: 'nfo',
  hidden: true,
  kind: 'other',
  kindSaid: true,
  genres: [{ name: 'Horror', verdict: 'yes' } as PosterGenre],
  own: [{ id: 3, name: 'Film noir', key: '1', verdict: 'no', probability: null, likely: false }],
} as PosterDetail

const of = (part: Partial<HistoryEntry>): HistoryEntry => ({ ...entry, genre: null, to: null, ...part })

describe('the history of a poster', () => {
  it('tells each entry, with how it came about', () => {
    expect(historyWords(entry)).toBe('Horror yes')
    expect(historyWords({ ...entry, from: 'yes', to: null, source: 'bulk' })).toBe(
      'Horror cleared, with others',
    )
    expect(historyWords(of({ field: 'reviewed', source: 'confirmed' }))).toBe('Reviewed')
    expect(historyWords(of({ field: 'title', after: 'Pines' }))).toBe('Title edited')
    expect(historyWords(of({ field: 'hidden', before: true, after: false }))).toBe('Shown again')
    expect(historyWords(of({ field: 'kind', after: 'other' }))).toBe('Said to be no poster')
  })

  it('takes a verdict back to what it was, and only where that changes something', () => {
    expect(revertOf(entry, poster)).toEqual({ kind: 'verdict', genre: 'Horror', verdict: null })
    expect(revertOf({ ...entry, from: 'yes', to: null }, poster)).toBeNull()
  })

  it('takes back edits and marks', () => {
    expect(revertOf(of({ field: 'title', before: null, after: 'Pines' }), poster)).toEqual({
      kind: 'edit',
      edit: { title: null },
    })
    // The year is the file's already.
    expect(revertOf(of({ field: 'year', before: null, after: 1985 }), poster)).toBeNull()
    expect(revertOf(of({ field: 'hidden', before: false, after: true }), poster)).toEqual({
      kind: 'mark',
      mark: { hidden: false },
    })
    expect(revertOf(of({ field: 'kind', before: null, after: 'other' }), poster)).toEqual({
      kind: 'mark',
      mark: { kind: null },
    })
    expect(revertOf(of({ field: 'reviewed' }), poster)).toBeNull()
  })
})

describe('an entry of a genre of the user’s own', () => {
  const own = { id: 3, name: 'Film noir' }
  const said = of({ field: 'own', own, from: 'yes', to: 'no', source: 'bulk' })

  it('is told by its name, and goes back to what was said before', () => {
    expect(historyWords(said)).toBe('Film noir no, with others')
    expect(revertOf(said, poster)).toEqual({ kind: 'own', id: 3, verdict: 'yes' })
    expect(revertOf({ ...said, from: 'no' }, poster)).toBeNull()
    expect(revertOf({ ...said, own: { id: 4, name: 'Removed' } }, poster)).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { probabilitiesOf } from '../../model/heads.ts'
import { seededRandom } from '../../platform/random.ts'
import { drawnFilm, drawnHead, LABELS } from '../../../../tests/helpers/taught-collection.ts'
import { changedFilms } from './changed-films.ts'
import type { LevelledHead } from './input.ts'

const level = { likely: 0.6, fewer: null, more: null, maybe: 0.3 }
const before: LevelledHead = { head: drawnHead, levels: Array.from({ length: LABELS }, () => level) }
const random = seededRandom(5)
const posters = Array.from({ length: 200 }, (_, at) => ({
  id: at + 1,
  embedding: drawnFilm(random).embedding,
  decidedMask: 0,
}))

function likelyMask({ head, levels }: LevelledHead, embedding: Uint8Array): number {
  return probabilitiesOf(embedding, head).reduce(
    (mask, score, label) => (score >= (levels[label]?.likely ?? 2) ? mask | (1 << label) : mask),
    0,
  )
}

describe('films that would change', () => {
  const after = {
    ...before,
    head: { ...drawnHead, bias: drawnHead.bias.with(1, (drawnHead.bias[1] ?? 0) + 1) },
  }

  it('are those whose likely genres differ, the furthest move first', () => {
    const changed = changedFilms(posters, before, after)
    const expected = posters.filter(
      ({ embedding }) => likelyMask(before, embedding) !== likelyMask(after, embedding),
    )
    expect(expected.length).toBeGreaterThan(5)
    expect(changed.map(({ id }) => id).toSorted((left, right) => left - right)).toEqual(
      expected.map(({ id }) => id),
    )
    for (const { embedding, id } of expected) {
      const { addedMask = 0, removedMask = 0 } = changed.find((each) => each.id === id) ?? {}
      expect(likelyMask(after, embedding)).toBe((likelyMask(before, embedding) | addedMask) & ~removedMask)
    }
    const moves = changed.map(({ moved }) => moved)
    expect(moves).toEqual(moves.toSorted((left, right) => right - left))
  })

  it('are none where a person or an NFO has the word, or nothing changed', () => {
    expect(
      changedFilms(
        posters.map((poster) => ({ ...poster, decidedMask: 0b0010 })),
        before,
        after,
      ),
    ).toEqual([])
    expect(changedFilms(posters, before, before)).toEqual([])
  })

  it('change by a level alone, and a weak genre is never likely', () => {
    const levels = before.levels.with(0, { ...level, likely: null })
    const changed = changedFilms(posters, before, { ...before, levels })
    expect(changed.length).toBeGreaterThan(0)
    expect(changed.every(({ addedMask, removedMask }) => addedMask === 0 && removedMask === 1)).toBe(true)
  })
})

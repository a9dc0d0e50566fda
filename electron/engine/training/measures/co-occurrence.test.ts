import { describe, expect, it } from 'vitest'
import { coOccurrence, confusionOf } from './co-occurrence.ts'

// Films by genre A, B, C: A+B, A, C, none.
const truth = Uint8Array.of(1, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0)

describe('coOccurrence', () => {
  it('counts the films of each two genres, and of each one on the diagonal', () => {
    expect(coOccurrence(truth, 3)).toEqual([
      [2, 1, 0],
      [1, 1, 0],
      [0, 0, 1],
    ])
  })
})

describe('confusionOf', () => {
  it('calls another genre wrong only where the film is not of it too', () => {
    // Said: A+B of the first, B of the second, nothing of the third, A of the fourth.
    const said = Uint8Array.of(1, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0)
    expect(confusionOf(said, truth, 3)).toEqual({
      said: [
        [1, 2, 0],
        [1, 1, 0],
        [0, 0, 0],
      ],
      wrong: [
        [0, 1, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      nothing: [0, 0, 1],
      predicted: [2, 2, 0],
    })
  })
})

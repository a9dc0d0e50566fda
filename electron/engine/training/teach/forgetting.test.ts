import { describe, expect, it } from 'vitest'
import type { Head } from '../../model/heads.ts'
import { seededRandom } from '../../platform/random.ts'
import { DIMENSIONS, drawnHead, taughtCollection } from '../../../../tests/helpers/taught-collection.ts'
import { forgettingOf, MOST_LOSS_POINTS, MOST_UPPER_POINTS } from './forgetting.ts'

const { replay } = taughtCollection({ seed: 1, posters: 0 })

/** With the weights of the first genre moved at random. */
function moved(by: number): Head {
  const random = seededRandom(2)
  const weights = drawnHead.weights.map((value, at) =>
    at < DIMENSIONS ? value + by * (random() - 0.5) : value,
  )
  return { ...drawnHead, weights }
}

describe('forgetting', () => {
  it('is none where nothing, or only how readily a genre is said, changed', () => {
    expect(forgettingOf(replay, drawnHead, drawnHead, 1)).toEqual({ lossPoints: 0, upperPoints: 0 })
    const readier = { ...drawnHead, bias: drawnHead.bias.map((value) => value + 1) }
    expect(forgettingOf(replay, drawnHead, readier, 1)).toEqual({ lossPoints: 0, upperPoints: 0 })
  })

  it('is told with its upper end, and passes both bounds when much is lost', () => {
    const lost = forgettingOf(replay, drawnHead, moved(8), 1)
    expect(lost?.lossPoints).toBeGreaterThan(MOST_LOSS_POINTS)
    expect(lost?.upperPoints).toBeGreaterThan(MOST_UPPER_POINTS)
    const little = forgettingOf(replay, drawnHead, moved(0.05), 1)
    expect(Math.abs(little?.lossPoints ?? NaN)).toBeLessThan(MOST_LOSS_POINTS)
    expect(little?.upperPoints).toBeGreaterThan(little?.lossPoints ?? NaN)
  })

  it('cannot be told without films, or of films without genres', () => {
    expect(forgettingOf(null, drawnHead, moved(1), 1)).toBeNull()
    if (replay === null) throw new Error('A collection has one')
    const none = { genres: new Uint32Array(0), logits: new Float32Array(0), embeddings: [] }
    expect(forgettingOf({ ...replay, judging: none }, drawnHead, moved(1), 1)).toBeNull()
    const unknown = { ...replay.judging, genres: replay.judging.genres.map(() => 0) }
    expect(forgettingOf({ ...replay, judging: unknown }, drawnHead, moved(1), 1)).toBeNull()
  })
})

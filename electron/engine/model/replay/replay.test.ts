import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../platform/random.ts'
import { encodeEmbedding } from '../stored-embedding.ts'
import type { Replay, ReplayFilms } from './replay.ts'
import { encodeReplay, parseReplay } from './replay.ts'

const LABELS = 20
const DIMENSIONS = 37
const TRUNK = 'ab'.repeat(32)
const random = seededRandom(4)

function films(count: number): ReplayFilms {
  return {
    genres: Uint32Array.from({ length: count }, () => Math.floor(random() * 2 ** LABELS)),
    logits: Float32Array.from({ length: count * LABELS }, () => random() * 8 - 6),
    embeddings: Array.from({ length: count }, () =>
      encodeEmbedding(Float32Array.from({ length: DIMENSIONS }, () => random() * 3)),
    ),
  }
}

const model = { trunkSha256: TRUNK, labels: LABELS, dimensions: DIMENSIONS }
const replay: Replay = { ...model, judging: films(3), learning: films(5) }

describe('a replay', () => {
  it('comes back as it was written', () => {
    expect(parseReplay(encodeReplay(replay), model)).toEqual(replay)
  })

  it('may be without films', () => {
    const empty = { ...model, judging: films(0), learning: films(0) }
    expect(parseReplay(encodeReplay(empty), model)).toEqual(empty)
  })

  it.each([
    ['another trunk', { ...model, trunkSha256: 'cd'.repeat(32) }],
    ['another number of labels', { ...model, labels: 19 }],
    ['embeddings of another length', { ...model, dimensions: 36 }],
  ])('is refused by a model with %s', (_, other) => {
    expect(() => parseReplay(encodeReplay(replay), other)).toThrow(RangeError)
  })

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, -1)],
    ['cut within its head', (bytes: Uint8Array) => bytes.subarray(0, 20)],
    ['of a later version', (bytes: Uint8Array) => bytes.with(8, 2)],
    ['something else', (bytes: Uint8Array) => bytes.with(0, 0)],
    // The exponent of the first logit, all ones.
    ['not of numbers', (bytes: Uint8Array) => bytes.with(66, 0x80).with(67, 0x7f)],
  ])('is refused when it is %s', (_, spoil) => {
    expect(() => parseReplay(spoil(encodeReplay(replay)), model)).toThrow(RangeError)
  })
})

import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { openResampler } from './resample-fast.ts'
import { resamplePlain } from './resample-plain.ts'
import { blockWeights, cubicWeights } from './resample-weights.ts'
import { average, resample } from './resample.ts'

/** The same numbers every time, with many at the ends of the range, where the filter overshoots. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const value = state >>> 24
    return value < 80 ? 0 : value > 175 ? 255 : value
  })
}

const SIZES = [
  [1, 1],
  [1, 50],
  [50, 1],
  [2, 3],
  [3, 3],
  [5, 7],
  [19, 31],
  [182, 268],
  [185, 278],
  [320, 480],
  [480, 480],
  [3000, 2000],
] as const

describe('the kernel', () => {
  it.each(SIZES)('gives the same bytes as the plain loops for %i × %i', (width, height) => {
    const fast = openResampler()
    const data = noise(width * height * 3, width * 31 + height)
    const chains = [
      [cubicWeights([width, 176, 160]), cubicWeights([height, 264, 240])],
      [cubicWeights([width, 17]), cubicWeights([height, 3])],
      [cubicWeights([width, 1]), cubicWeights([height, 1])],
      [blockWeights(width, 27), blockWeights(height, 40)],
    ] as const
    expect(fast).not.toBeNull()
    for (const [across, down] of chains) {
      const expected = resamplePlain(data, across, down, width)
      expect(Buffer.compare(fast?.(data, across, down, width) ?? new Uint8Array(), expected)).toBe(0)
    }
  })

  it('is done without where WebAssembly is missing or refused', () => {
    onTestFinished(() => {
      vi.unstubAllGlobals()
    })
    vi.stubGlobal('WebAssembly', undefined)
    expect(openResampler()).toBeNull()
  })
})

describe('resample', () => {
  it('leaves a picture of the wanted size as it is', () => {
    const data = noise(12 * 9 * 3, 5)
    expect(resample(data, [12, 12], [9, 9])).toEqual(data)
  })

  it('keeps an even picture even, at any size', () => {
    const data = new Uint8Array(77 * 31 * 3).fill(201)
    expect(new Set(resample(data, [77, 40, 13], [31, 50, 8]))).toEqual(new Set([201]))
  })

  it('cuts overshoot at black and white', () => {
    const data = Uint8Array.from({ length: 40 * 3 }, (_, at) => (at < 60 ? 0 : 255))
    const row = resample(data, [40, 25], [1, 1])
    expect(row[0]).toBe(0)
    expect(row.at(-1)).toBe(255)
  })
})

describe('average', () => {
  it('is the mean of each block', () => {
    const data = Uint8Array.from([10, 0, 0, 30, 0, 0, 50, 8, 0, 90, 8, 0])
    expect([...average({ data, width: 4, height: 1 }, 2, 1)]).toEqual([20, 0, 0, 70, 8, 0])
  })

  it('repeats the pixels of a picture that is smaller', () => {
    const data = Uint8Array.from([1, 2, 3, 4, 5, 6])
    expect([...average({ data, width: 2, height: 1 }, 4, 1)]).toEqual([1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6])
  })
})

import { describe, expect, it } from 'vitest'
import { contrastOf, differenceHash, isGrayscale } from './sample.ts'

const WIDTH = 27
const HEIGHT = 40

/** A sample by colour of a place. */
function sample(colour: (x: number, y: number) => readonly [number, number, number]): Uint8Array {
  const places = Array.from({ length: WIDTH * HEIGHT }, (_, at) => colour(at % WIDTH, Math.floor(at / WIDTH)))
  return Uint8Array.from(places.flat())
}

const hashOf = (data: Uint8Array): string => differenceHash({ width: WIDTH, height: HEIGHT, data })

describe('differenceHash', () => {
  it('has a bit for every step that gets darker', () => {
    expect(hashOf(sample((x) => [250 - x * 9, 0, 0]))).toBe('ffffffffffffffff')
    expect(hashOf(sample((x) => [x * 9, 0, 0]))).toBe('0000000000000000')
  })

  it('does not mind brightness', () => {
    const wave = (x: number, y: number, lift: number) => 90 + lift + Math.round(60 * Math.sin(x * 0.9 + y))
    const [dark, bright] = [0, 60].map((lift) => hashOf(sample((x, y) => [wave(x, y, lift), 0, 0])))
    expect(dark).toBe(bright)
  })
})

describe('isGrayscale', () => {
  it('is for pictures without colour, a cast of a few steps allowed', () => {
    expect(isGrayscale(sample((x, y) => [x * 5, x * 5 + 3, x * 5 + (y % 2)]))).toBe(true)
    expect(isGrayscale(sample((x) => [x * 5, x * 5 + 20, 40]))).toBe(false)
  })
})

describe('contrastOf', () => {
  it('measures the spread of tones and the commonest one', () => {
    expect(contrastOf(sample(() => [99, 99, 99]))).toEqual({
      deviation: expect.closeTo(0, 2) as number,
      commonest: 1,
    })
    const halves = contrastOf(sample((_, y) => (y < HEIGHT / 2 ? [0, 0, 0] : [200, 200, 200])))
    expect(halves.deviation).toBeCloseTo(100, 0)
    expect(halves.commonest).toBe(0.5)
  })
})

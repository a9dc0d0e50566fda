import { describe, expect, it } from 'vitest'
import type { Affine } from './affine.ts'
import { composed, IDENTITY, isIdentity, warp } from './affine.ts'

const PLAIN = Uint8Array.from({ length: 256 }, (_, value) => value)

/** A picture of grey pixels, warped, and one value a pixel of it. */
function warped(grey: number[], size: { height: number; width: number }, affine: Affine, tones = PLAIN) {
  const source = Uint8Array.from(grey.flatMap((value) => [value, value, value]))
  const target = new Uint8Array(source.length)
  warp(source, target, size, affine, tones)
  return [...target].filter((_, at) => at % 3 === 0)
}

const TWO_BY_THREE = { height: 2, width: 3 }
const PICTURE = [10, 20, 30, 40, 50, 60]
const SQUARE = { height: 2, width: 2 }

describe('warp', () => {
  it('leaves a picture as it is by the identity', () => {
    expect(warped(PICTURE, TWO_BY_THREE, IDENTITY)).toEqual(PICTURE)
  })

  it('mirrors without a trace of blur', () => {
    expect(warped(PICTURE, TWO_BY_THREE, [-1, 0, 0, 0, 1, 0])).toEqual([30, 20, 10, 60, 50, 40])
  })

  it('turns about the middle', () => {
    expect(warped([1, 2, 3, 4], SQUARE, [0, -1, 0, 1, 0, 0])).toEqual([2, 4, 1, 3])
  })

  it('reads between pixels', () => {
    expect(warped([0, 100], { height: 1, width: 2 }, [1, 0, -0.25, 0, 1, 0])).toEqual([0, 75])
  })

  it('goes on outside with the colour of the nearest edge', () => {
    expect(warped(PICTURE, TWO_BY_THREE, [1, 0, 2, 0, 1, 0])).toEqual([30, 30, 30, 60, 60, 60])
    expect(warped(PICTURE, TWO_BY_THREE, [1, 0, 0, 0, 1, -5])).toEqual([10, 20, 30, 10, 20, 30])
  })

  it('changes tones after that', () => {
    const halved = PLAIN.map((value) => value >> 1)
    expect(warped(PICTURE, TWO_BY_THREE, IDENTITY, halved)).toEqual([5, 10, 15, 20, 25, 30])
  })

  it('keeps each channel to itself', () => {
    const source = Uint8Array.from({ length: 4 * 4 * 3 }, (_, at) => [200, 100, 0][at % 3] ?? 0)
    const target = new Uint8Array(source.length)
    warp(source, target, { height: 4, width: 4 }, [0.9, 0.3, 0.2, -0.3, 1.1, 1.7], PLAIN)
    expect(target).toEqual(source)
  })
})

describe('composed', () => {
  it('is one map in place of two', () => {
    const shift: Affine = [1, 0, 1, 0, 1, 0]
    const mirror: Affine = [-1, 0, 0, 0, 1, 0]
    expect(warped(PICTURE, TWO_BY_THREE, composed(shift, mirror))).toEqual([20, 10, 10, 50, 40, 40])
    expect(warped(PICTURE, TWO_BY_THREE, composed(mirror, shift))).toEqual([30, 30, 20, 60, 60, 50])
  })

  it('knows when nothing is left to do', () => {
    const mirror: Affine = [-1, 0, 0, 0, 1, 0]
    expect(isIdentity(composed(mirror, mirror))).toBe(true)
    expect(isIdentity(mirror)).toBe(false)
  })
})

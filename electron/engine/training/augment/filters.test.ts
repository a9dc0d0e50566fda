import { describe, expect, it } from 'vitest'
import { blur, throughJpeg } from './filters.ts'

const SIZE = { height: 16, width: 12 }

/** Stripes of two colours, 2 pixels wide. */
function stripes(): Uint8Array {
  return Uint8Array.from({ length: SIZE.height * SIZE.width * 3 }, (_, at) =>
    Math.floor(at / 3) % 4 < 2 ? 200 : 40,
  )
}

const spread = (pixels: Uint8Array) => Math.max(...pixels) - Math.min(...pixels)
const mean = (pixels: Uint8Array) => pixels.reduce((sum, value) => sum + value, 0) / pixels.length
const difference = (left: Uint8Array, right: Uint8Array) =>
  mean(left.map((value, at) => Math.abs(value - (right[at] ?? 0))))

describe('blur', () => {
  it('takes contrast away, and no light', () => {
    const pixels = stripes()
    blur(pixels, SIZE, 1.5)
    expect(spread(pixels)).toBeLessThan(120)
    expect(mean(pixels)).toBeCloseTo(120, -1)
  })

  it('leaves an even picture as it is, to its edge', () => {
    const pixels = new Uint8Array(SIZE.height * SIZE.width * 3).fill(77)
    blur(pixels, SIZE, 3)
    expect(new Set(pixels)).toEqual(new Set([77]))
  })

  it('does nothing that is not seen', () => {
    const pixels = stripes()
    blur(pixels, SIZE, 0)
    expect(pixels).toEqual(stripes())
  })
})

describe('throughJpeg', () => {
  it('leaves more of a picture the better the quality', async () => {
    const [good, bad] = [stripes(), stripes()]
    await throughJpeg(good, SIZE, 95)
    await throughJpeg(bad, SIZE, 5)
    expect(difference(good, stripes())).toBeLessThan(8)
    expect(difference(bad, stripes())).toBeGreaterThan(2 * difference(good, stripes()))
  })
})

import { describe, expect, it } from 'vitest'
import { paletteOf } from './palette.ts'

const SIZE = 27 * 40

/** A sample whose pixels have these colours in turn, each for its share of the whole. */
function sample(
  ...parts: (readonly [count: number, colour: readonly [number, number, number]])[]
): Uint8Array {
  return Uint8Array.from(
    parts.flatMap(([count, colour]) => Array.from({ length: count }, () => colour).flat()),
  )
}

describe('paletteOf', () => {
  it('names the colours that are there, largest share first', () => {
    const palette = paletteOf(sample([270, [200, 30, 30]], [540, [20, 40, 180]], [270, [240, 240, 240]]))
    expect(palette[0]).toEqual({ color: '#1428b4', share: 0.5 })
    expect(palette.map(({ color }) => color).sort()).toEqual(['#1428b4', '#c81e1e', '#f0f0f0'])
    expect(palette.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 2)
  })

  it('has one entry for a flat picture', () => {
    expect(paletteOf(sample([SIZE, [51, 102, 153]]))).toEqual([{ color: '#336699', share: 1 }])
  })

  it('takes shades the eye hardly tells apart for one', () => {
    expect(paletteOf(sample([SIZE / 2, [90, 90, 90]], [SIZE / 2, [96, 96, 96]]))).toHaveLength(1)
  })

  it('is the same every time', () => {
    const noisy = Uint8Array.from({ length: SIZE * 3 }, (_, at) => (at * 7919) % 251)
    expect(paletteOf(noisy)).toEqual(paletteOf(noisy))
  })
})

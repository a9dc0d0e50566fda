import { describe, expect, it } from 'vitest'
import type { Pixels } from './preprocess.ts'
import { isPadded, preprocess } from './preprocess.ts'

const INPUT = { width: 160, height: 240 }

/** The same picture at any size: waves and a disc, by colour of a place within 0..1. */
function painted(width: number, height: number): Pixels {
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = (x + 0.5) / width
      const v = (y + 0.5) / height
      const inDisc = (u - 0.5) ** 2 + ((v - 0.4) * 1.5) ** 2 < 0.06
      const at = (y * width + x) * 3
      data[at] = inDisc ? 240 : 128 + 100 * Math.sin(9 * u)
      data[at + 1] = inDisc ? 200 : 128 + 100 * Math.sin(7 * v)
      data[at + 2] = 128 + 100 * Math.sin(11 * (u + v))
    }
  }
  return { width, height, data }
}

function plain(width: number, height: number, colour: readonly [number, number, number]): Pixels {
  return {
    width,
    height,
    data: Uint8Array.from({ length: width * height * 3 }, (_, at) => colour[at % 3] ?? 0),
  }
}

function meanDifference(left: Uint8Array, right: Uint8Array): number {
  return left.reduce((sum, value, at) => sum + Math.abs(value - (right[at] ?? 0)), 0) / left.length
}

/** Colour of one place of the model's input. */
function at(tensor: Uint8Array, x: number, y: number): number[] {
  return [...tensor.subarray((y * INPUT.width + x) * 3, (y * INPUT.width + x) * 3 + 3)]
}

describe('preprocess', () => {
  it('gives nearly the same input for one picture at three sizes', () => {
    const small = preprocess(painted(182, 273), INPUT)
    expect(small).toHaveLength(INPUT.width * INPUT.height * 3)
    for (const [width, height] of [
      [320, 480],
      [780, 1170],
    ] as const) {
      expect(meanDifference(preprocess(painted(width, height), INPUT), small)).toBeLessThan(1)
    }
  })

  it('squashes what is nearly a poster, to the last line', () => {
    const picture = painted(182, 268)
    const tensor = preprocess(picture, INPUT)
    const last = (268 * 182 - 1) * 3
    expect(
      meanDifference(Uint8Array.from(at(tensor, 159, 239)), picture.data.subarray(last, last + 3)),
    ).toBeLessThan(4)
    expect(meanDifference(Uint8Array.from(at(tensor, 0, 0)), picture.data.subarray(0, 3))).toBeLessThan(4)
  })

  it.each([
    ['a wide picture above and below', 300, 100, 80, 2],
    ['a tall picture left and right', 100, 300, 2, 120],
  ])('pads %s with the colour of its edge', (_, width, height, x, y) => {
    const picture = plain(width, height, [30, 60, 90])
    const inner = plain(width - 20, height - 20, [250, 10, 10])
    for (let row = 0; row < inner.height; row++) {
      const line = inner.data.subarray(row * inner.width * 3, (row + 1) * inner.width * 3)
      picture.data.set(line, ((row + 10) * width + 10) * 3)
    }
    const tensor = preprocess(picture, INPUT)
    expect(at(tensor, x, y)).toEqual([30, 60, 90])
    expect(at(tensor, 80, 120)).toEqual([250, 10, 10])
  })

  it('takes the mean of both edges that grow', () => {
    const picture = plain(90, 10, [0, 0, 0])
    picture.data.fill(200, 9 * 90 * 3)
    expect(at(preprocess(picture, INPUT), 80, 1)).toEqual([100, 100, 100])
  })

  it.each([
    [1, 1],
    [1, 50],
    [50, 1],
  ])('makes one even input of an even picture of %i × %i', (width, height) => {
    const tensor = preprocess(plain(width, height, [7, 7, 7]), INPUT)
    expect(tensor).toHaveLength(INPUT.width * INPUT.height * 3)
    expect(new Set(tensor)).toEqual(new Set([7]))
  })
})

describe('isPadded', () => {
  it('is for shapes outside 0.60 to 0.78', () => {
    const shapes = [59, 60, 67, 78, 79].map((width) => isPadded({ width, height: 100 }))
    expect(shapes).toEqual([true, false, false, false, true])
  })
})

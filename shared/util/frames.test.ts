import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { decodeFrame, encodeFrame, FrameReader } from './frames.ts'

function refusalOf(act: () => unknown): string | null {
  try {
    act()
    return null
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

describe('a frame', () => {
  it('carries a header and raw bytes', () => {
    const header = { title: 'Amélie 🎬 שלום', list: [1, null] }
    const frame = decodeFrame(encodeFrame(header, Uint8Array.of(0, 255, 10, 13)))
    expect(frame.header).toEqual(header)
    expect([...frame.body]).toEqual([0, 255, 10, 13])
  })

  it('begins with both lengths, little-endian', () => {
    expect([...encodeFrame({}, Uint8Array.of(7)).subarray(0, 8)]).toEqual([2, 0, 0, 0, 1, 0, 0, 0])
  })

  it('is refused when it is cut short, too long, not JSON or not UTF-8', () => {
    const good = encodeFrame({ a: 1 })
    const notJson = good.slice()
    notJson[8] = 0x7d
    const notUtf8 = encodeFrame('xx')
    notUtf8[9] = 0xff
    for (const bytes of [new Uint8Array(0), good.subarray(0, 7), good.subarray(0, -1), notJson, notUtf8]) {
      expect(refusalOf(() => decodeFrame(bytes))).toBe('app/invalid')
    }
    expect(refusalOf(() => decodeFrame(Uint8Array.of(...good, 0)))).toBe('app/invalid')
  })
})

describe('a reader of frames', () => {
  const sent = [
    encodeFrame({ n: 1 }),
    encodeFrame({ n: 2 }, new Uint8Array(300).fill(9)),
    encodeFrame(null),
    encodeFrame({ n: 4 }, Uint8Array.of(1, 2, 3)),
  ]
  const stream = Uint8Array.from(sent.flatMap((bytes) => [...bytes]))

  it.each([1, 2, 3, 7, 8, 9, 50, 10_000])('finds them in chunks of %i bytes', (chunkBytes) => {
    const reader = new FrameReader(1000)
    const found: Uint8Array[] = []
    for (let start = 0; start < stream.length; start += chunkBytes) {
      found.push(...reader.push(stream.slice(start, start + chunkBytes)))
    }
    expect(found.map((bytes) => [...bytes])).toEqual(sent.map((bytes) => [...bytes]))
    expect(reader.heldBytes).toBe(0)
  })

  it('holds an unfinished one back', () => {
    const reader = new FrameReader(1000)
    expect(reader.push(stream.subarray(0, 5))).toEqual([])
    expect(reader.heldBytes).toBe(5)
  })

  it('refuses one that announces too much before its bytes arrive', () => {
    const announced = encodeFrame({}, new Uint8Array(91))
    expect(refusalOf(() => new FrameReader(100).push(announced.subarray(0, 8)))).toBe('app/too-large')
    expect(refusalOf(() => new FrameReader(101).push(announced.subarray(0, 8)))).toBe(null)
    const garbage = new Uint8Array(64).fill(255)
    expect(refusalOf(() => new FrameReader(1024).push(garbage))).toBe('app/too-large')
  })
})

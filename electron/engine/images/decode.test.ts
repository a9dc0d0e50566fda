import { crc32 } from 'node:zlib'
import type { Sharp } from 'sharp'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { DecodedPicture } from './decode.ts'
import { decodePicture, THUMBNAIL_SIDE } from './decode.ts'

const INPUT = { width: 160, height: 240 }
const WISHES = { input: INPUT, wantTensor: true, wantThumbnail: true }

/** A picture in four fields: red, green, blue, yellow, with a ramp over it so that it is not flat. */
function painted(width: number, height: number): Sharp {
  const fields = [
    [200, 30, 30],
    [30, 160, 40],
    [30, 40, 190],
    [220, 200, 40],
  ] as const
  const data = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const field = fields[(x * 2 < width ? 0 : 1) + (y * 2 < height ? 0 : 2)]
      for (let channel = 0; channel < 3; channel++) {
        data[(y * width + x) * 3 + channel] =
          (field?.[channel] ?? 0) * (0.7 + 0.3 * Math.sin((x / width) * 12))
      }
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
}

const poster = (): Sharp => painted(182, 268)

async function decoded(bytes: Uint8Array): Promise<DecodedPicture> {
  const result = await decodePicture(bytes, WISHES)
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`)
  return result
}

/** Colour of one place of the model's input, 0..1 across and down. */
function colourAt({ tensor }: DecodedPicture, across: number, down: number): number[] {
  const at = (Math.floor(down * INPUT.height) * INPUT.width + Math.floor(across * INPUT.width)) * 3
  return [...(tensor ?? []).slice(at, at + 3)]
}

function meanDifference(left: Uint8Array | null, right: Uint8Array | null): number {
  if (left === null || right === null || left.length !== right.length) return Infinity
  return left.reduce((sum, value, at) => sum + Math.abs(value - (right[at] ?? 0)), 0) / left.length
}

/** A PNG of one colour type whose header claims a size. */
function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(25)
  header.writeUInt32BE(13, 0)
  header.write('IHDR', 4, 'latin1')
  header.writeUInt32BE(width, 8)
  header.writeUInt32BE(height, 12)
  header.set([8, 2, 0, 0, 0], 16)
  header.writeUInt32BE(crc32(header.subarray(4, 21)), 21)
  const data = Buffer.from('0000000049444154', 'hex')
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), header, data, Buffer.alloc(64)])
}

/** A JPEG with a segment put right behind its first marker. */
function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff])
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)])
}

const brokenProfile = (): Buffer =>
  Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), Buffer.alloc(400, 7)])

describe('decodePicture on what is no picture', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'file/empty'],
    ['a web page', Buffer.from('<!DOCTYPE html><html><body>404</body></html>'), 'file/not-a-picture'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'file/not-a-picture'],
    [
      'an SVG',
      Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'file/not-a-picture',
    ],
    ['two bytes', Buffer.from([0xff, 0xd8]), 'file/not-a-picture'],
    ['a start without a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'picture/undecodable'],
  ])('refuses %s', async (_, bytes, code) => {
    const result = await decodePicture(bytes, WISHES)
    expect(result).toMatchObject({ ok: false, code })
    expect(result.ok ? '' : result.message).toMatch(/\.$/)
  })
})

describe('decodePicture on too many pixels', () => {
  it('refuses a PNG by its header', async () => {
    const result = await decodePicture(pngHeader(50_000, 50_000), WISHES)
    expect(result).toMatchObject({ ok: false, code: 'picture/too-large' })
    expect(result.ok ? '' : result.message).toContain('50000 × 50000')
  })

  it('refuses a JPEG by its header', async () => {
    const jpeg = await poster().jpeg().toBuffer()
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
    jpeg.writeUInt16BE(65_000, frame + 5)
    jpeg.writeUInt16BE(65_000, frame + 7)
    expect(await decodePicture(jpeg, WISHES)).toMatchObject({ ok: false, code: 'picture/too-large' })
  })
})

describe('decodePicture on formats', () => {
  it.each(['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const)('reads %s', async (format) => {
    const result = await decoded(await poster().toFormat(format).toBuffer())
    expect(result).toMatchObject({ width: 182, height: 268, mediaType: `image/${format}`, flags: [] })
    expect(result.sha256).toMatch(/^[0-9a-f]{64}$/)
    const expected = await decoded(await poster().png().toBuffer())
    expect(meanDifference(result.tensor, expected.tensor)).toBeLessThan(6)
  })

  it('shows a TIFF by a JPEG, because browsers do not', async () => {
    const { thumbnail } = await decoded(await poster().tiff().toBuffer())
    expect(thumbnail).toMatchObject({ mediaType: 'image/jpeg', width: 182, height: 268 })
  })

  it.each(['gif', 'webp'] as const)(
    'takes the first frame of an animated %s, and a still thumbnail',
    async (format) => {
      const frames = [await poster().png().toBuffer(), await poster().negate().png().toBuffer()]
      const animated = await sharp(frames, { join: { animated: true } })
        .toFormat(format)
        .toBuffer()
      const result = await decoded(animated)
      const first = await decoded(frames[0] ?? Buffer.alloc(0))
      expect([result.width, result.height]).toEqual([182, 268])
      expect(meanDifference(result.tensor, first.tensor)).toBeLessThan(6)
      const { pages } = await sharp(result.thumbnail?.bytes).metadata()
      expect(pages ?? 1).toBe(1)
    },
  )
})

describe('decodePicture on damage', () => {
  it('shows what is left of a truncated JPEG, flagged and with a thumbnail of its own', async () => {
    const whole = await poster().jpeg().toBuffer()
    const result = await decoded(whole.subarray(0, whole.length >> 1))
    expect(result.flags).toContain('damaged')
    expect(colourAt(result, 0.2, 0.1)[0]).toBeGreaterThan(100)
    const { width, height } = await sharp(result.thumbnail?.bytes, { failOn: 'error' }).metadata()
    expect([width, height]).toEqual([182, 268])
  })

  it('refuses what nothing is left of', async () => {
    const whole = await poster().png().toBuffer()
    expect(await decodePicture(whole.subarray(0, 40), WISHES)).toMatchObject({ code: 'picture/undecodable' })
  })
})

describe('decodePicture on colours', () => {
  it('turns CMYK into RGB, in the thumbnail too', async () => {
    const cmyk = await poster().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()
    const result = await decoded(cmyk)
    const expected = await decoded(await poster().png().toBuffer())
    expect(meanDifference(result.tensor, expected.tensor)).toBeLessThan(25)
    expect((await sharp(result.thumbnail?.bytes).metadata()).space).toBe('srgb')
  })

  it('reads past a broken profile', async () => {
    const jpeg = await poster().jpeg().toBuffer()
    const result = await decoded(withSegment(jpeg, 0xe2, brokenProfile()))
    expect(meanDifference(result.tensor, (await decoded(jpeg)).tensor)).toBeLessThan(1)
    expect(result.flags).toEqual([])
  })

  it('reads CMYK with a broken profile', async () => {
    const cmyk = await poster().toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()
    const bytes = withSegment(
      await sharp(cmyk).toColourspace('cmyk').jpeg().toBuffer(),
      0xe2,
      brokenProfile(),
    )
    expect(colourAt(await decoded(bytes), 0.1, 0.1)[0]).toBeGreaterThan(100)
  })

  it('brings 16 bits to 8', async () => {
    const deep = await poster().toColourspace('rgb16').png().toBuffer()
    expect((await sharp(deep).metadata()).depth).toBe('ushort')
    const expected = await decoded(await poster().png().toBuffer())
    expect(meanDifference((await decoded(deep)).tensor, expected.tensor)).toBeLessThan(1)
  })

  it.each(['jpeg', 'png'] as const)('makes three equal channels of a grey %s', async (format) => {
    const result = await decoded(await poster().toColourspace('b-w').toFormat(format).toBuffer())
    const [r, g, b] = colourAt(result, 0.5, 0.5)
    expect([g, b]).toEqual([r, r])
    expect(result.flags).toEqual(['grayscale'])
    expect(result.tensor).toHaveLength(INPUT.width * INPUT.height * 3)
  })

  it('lays what is transparent over white, in the thumbnail too', async () => {
    const hole = { width: 182, height: 134, channels: 4 as const, background: '#00000000' }
    const bytes = await poster()
      .ensureAlpha()
      .composite([{ input: { create: hole }, top: 0, left: 0, blend: 'source' }])
      .png()
      .toBuffer()
    const result = await decoded(bytes)
    expect(colourAt(result, 0.5, 0.2)).toEqual([255, 255, 255])
    expect((await sharp(result.thumbnail?.bytes).metadata()).hasAlpha).toBe(false)
  })
})

describe('decodePicture on turned pictures', () => {
  it.each([3, 6, 8])('stands orientation %i upright in thumbnail and input alike', async (orientation) => {
    const upright = await decoded(await poster().png().toBuffer())
    const angle = { 3: 180, 6: 270, 8: 90 }[orientation]
    const lying = await poster().rotate(angle).png().toBuffer()
    const bytes = await sharp(lying).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer()
    const result = await decoded(bytes)
    expect([result.width, result.height]).toEqual([182, 268])
    expect(meanDifference(result.tensor, upright.tensor)).toBeLessThan(6)
    const shown = await decoded(Buffer.from(result.thumbnail?.bytes ?? []))
    expect([shown.width, shown.height]).toEqual([182, 268])
    expect(meanDifference(shown.tensor, upright.tensor)).toBeLessThan(6)
  })
})

describe('decodePicture on shapes and sizes', () => {
  it.each([
    [1, 1],
    [4, 200],
    [200, 4],
  ])('pads %i × %i and says so', async (width, height) => {
    const result = await decoded(await painted(width, height).png().toBuffer())
    expect(result.flags).toContain('padded')
    expect(result.tensor).toHaveLength(INPUT.width * INPUT.height * 3)
    expect(result).toMatchObject({ width, height, thumbnail: { width, height } })
  })

  it('flags what has nothing on it', async () => {
    const flat = sharp({ create: { width: 182, height: 268, channels: 3, background: '#336699' } })
    expect((await decoded(await flat.jpeg().toBuffer())).flags).toEqual(['low-information'])
  })

  it('gives nearly the same input, palette and hash for one picture at three sizes and qualities', async () => {
    const copies = await Promise.all([
      decoded(await painted(182, 273).jpeg({ quality: 60 }).toBuffer()),
      decoded(await painted(780, 1170).jpeg({ quality: 90 }).toBuffer()),
      decoded(await painted(1000, 1500).jpeg({ quality: 75, progressive: true }).toBuffer()),
    ])
    const first = copies[0]
    for (const copy of copies) {
      expect(meanDifference(copy.tensor, first.tensor)).toBeLessThan(4)
      expect(differingBits(copy.dhash, first.dhash)).toBeLessThan(6)
    }
  })

  it('keeps the bytes of a small picture as its thumbnail', async () => {
    const bytes = await poster().jpeg().toBuffer()
    const { thumbnail } = await decoded(bytes)
    expect(thumbnail).toMatchObject({ mediaType: 'image/jpeg', width: 182, height: 268 })
    expect(Buffer.compare(thumbnail?.bytes ?? new Uint8Array(), bytes)).toBe(0)
  })

  it('makes a small thumbnail of a large picture', async () => {
    const { thumbnail, width, height } = await decoded(await painted(800, 1200).jpeg().toBuffer())
    expect([width, height]).toEqual([800, 1200])
    expect(thumbnail).toMatchObject({ mediaType: 'image/jpeg', width: 320, height: THUMBNAIL_SIDE })
    const held = await sharp(thumbnail?.bytes).metadata()
    expect([held.width, held.height]).toEqual([320, THUMBNAIL_SIDE])
  })

  it('never enlarges, even where it encodes again', async () => {
    const { thumbnail } = await decoded(await painted(100, 150).tiff().toBuffer())
    const held = await sharp(thumbnail?.bytes).metadata()
    expect([held.width, held.height]).toEqual([100, 150])
  })

  it('makes only what is wanted', async () => {
    const bytes = await poster().jpeg().toBuffer()
    const result = await decodePicture(bytes, { input: INPUT, wantTensor: false, wantThumbnail: false })
    expect(result).toMatchObject({ ok: true, tensor: null, thumbnail: null })
  })
})

describe('what is read off a picture', () => {
  it('is the same every time', async () => {
    const bytes = await poster().jpeg().toBuffer()
    const one = await decoded(bytes)
    expect(await decoded(bytes)).toEqual(one)
    expect(one.dhash).toMatch(/^[0-9a-f]{16}$/)
  })

  it('tells pictures apart by their hash', async () => {
    const one = await decoded(await poster().png().toBuffer())
    const mirrored = await decoded(await poster().flop().png().toBuffer())
    expect(differingBits(one.dhash, mirrored.dhash)).toBeGreaterThan(16)
  })
})

function differingBits(left: string, right: string): number {
  const bits = (BigInt(`0x${left}`) ^ BigInt(`0x${right}`)).toString(2)
  return [...bits].filter((bit) => bit === '1').length
}

import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { ListItem } from '#shared/contract/library.ts'
import { listAll, posterAt, scan, testEngine } from '../helpers/engine.ts'
import { posterBytes, writeOld } from '../helpers/pictures.ts'
import { temporaryFolder } from '../helpers/temporary.ts'
import { pictureModels } from '../helpers/titled-models.ts'

/* Cases by their number in docs/faults.md, from the file to what is shown and predicted. */

/** Scans files given by name. */
async function scanned(files: Record<string, Uint8Array>) {
  const folder = temporaryFolder()
  for (const [name, bytes] of Object.entries(files)) writeOld(join(folder, name), bytes)
  const engine = await testEngine({ modelsFolder: pictureModels() })
  const report = await scan(engine, [folder])
  const thumbnail = async (name: string) => {
    const answer = await engine.picture('thumb', (await posterAt(engine, name)).id)
    if (answer === null) throw new Error(`${name} has no thumbnail`)
    return sharp(answer.bytes)
  }
  return { folder, engine, report, thumbnail, poster: (name: string) => posterAt(engine, name) }
}

/** A picture of the same content as `drawn`, larger, as another encoder would write it. */
const drawn = async () => sharp(await posterBytes(90)).resize(240, 360)

/** Largest difference between the probabilities of two posters, genre by genre. */
function difference(left: ListItem, right: ListItem): number {
  const other = new Map(right.genres.map(({ name, probability }) => [name, probability]))
  expect(left.genres).toHaveLength(20)
  return Math.max(
    ...left.genres.map(({ name, probability }) => Math.abs(probability - (other.get(name) ?? 1))),
  )
}

/** Rounding of another encoding; two different posters are further apart by far. */
const NEARLY = 0.02

function pngClaiming(width: number, height: number): Buffer {
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

describe('pictures as collections have them', () => {
  it('fault 23: a picture that claims billions of pixels is refused by its header; the scan goes on', async () => {
    const { report, engine, folder } = await scanned({
      'Bomb (1999).png': pngClaiming(60_000, 60_000),
      'Fine (1999).jpg': await posterBytes(91),
    })
    expect(report.quarantined).toMatchObject([
      {
        path: join(folder, 'Bomb (1999).png'),
        code: 'picture/too-large',
        message: expect.stringContaining('60000 × 60000') as string,
      },
    ])
    expect(await listAll(engine, {})).toMatchObject([{ title: 'Fine' }])
  })

  it('fault 24: CMYK looks and is predicted as the same picture in RGB would be', async () => {
    const rgb = await (await drawn()).removeAlpha().jpeg({ quality: 95 }).toBuffer()
    const cmyk = await sharp(rgb).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()
    const back = await sharp(cmyk).toColourspace('srgb').png().toBuffer()
    const { poster, thumbnail } = await scanned({ 'Print (1990).jpg': cmyk, 'Screen (1991).png': back })
    const { channels, space } = await (await thumbnail('Print (1990).jpg')).metadata()
    expect({ channels, space }).toEqual({ channels: 3, space: 'srgb' })
    expect(difference(await poster('Print (1990).jpg'), await poster('Screen (1991).png'))).toBeLessThan(
      NEARLY,
    )
  })

  it('fault 24: a profile that is huge and broken is read without', async () => {
    const plain = await (await drawn()).jpeg().toBuffer()
    const junk = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), Buffer.alloc(60_000, 7)])
    const marker = Buffer.from([0xff, 0xe2, (junk.length + 2) >> 8, (junk.length + 2) & 0xff])
    const broken = Buffer.concat([plain.subarray(0, 2), marker, junk, plain.subarray(2)])
    const { poster, report } = await scanned({ 'Plain (1990).jpg': plain, 'Profiled (1991).jpg': broken })
    expect(report.quarantined).toEqual([])
    expect(difference(await poster('Plain (1990).jpg'), await poster('Profiled (1991).jpg'))).toBeLessThan(
      NEARLY,
    )
  })

  it('fault 25: 16 bits, grey and alpha become three times 8 bits over white', async () => {
    const picture = await (await drawn()).png().toBuffer()
    const grey = sharp(picture).grayscale()
    const half = { create: { width: 240, height: 180, channels: 4 as const, background: '#00000000' } }
    const clear = sharp(picture)
      .ensureAlpha()
      .composite([{ input: half, top: 0, left: 0, blend: 'dest-in' }])
    const clearBytes = await clear.png().toBuffer()
    const overWhite = await sharp(clearBytes).flatten({ background: '#ffffff' }).png().toBuffer()
    const { poster, thumbnail } = await scanned({
      'Eight (1990).png': picture,
      'Sixteen (1991).png': await sharp(picture).toColourspace('rgb16').png().toBuffer(),
      'Grey One (1992).png': await grey.clone().toColourspace('b-w').png().toBuffer(),
      'Grey Three (1993).png': await grey.clone().toColourspace('srgb').png().toBuffer(),
      'Clear (1994).png': clearBytes,
      'White (1995).png': overWhite,
    })
    const pairs = [
      ['Eight (1990).png', 'Sixteen (1991).png'],
      ['Grey One (1992).png', 'Grey Three (1993).png'],
      ['Clear (1994).png', 'White (1995).png'],
    ] as const
    for (const [one, other] of pairs) {
      expect(difference(await poster(one), await poster(other)), one).toBeLessThan(NEARLY)
    }
    const { data, info } = await (
      await thumbnail('Clear (1994).png')
    )
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(info.channels).toBe(3)
    expect([...data.subarray(0, 3)].every((value) => value > 250)).toBe(true)
  })

  it('fault 26: what EXIF turns is upright in the thumbnail and to the model', async () => {
    const upright = await (await drawn()).png().toBuffer()
    const lying = await sharp(upright)
      .rotate(270)
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 98 })
      .toBuffer()
    const { poster, thumbnail } = await scanned({ 'Upright (1990).png': upright, 'Turned (1991).jpg': lying })
    const { width, height } = await (await thumbnail('Turned (1991).jpg')).metadata()
    expect(height).toBeGreaterThan(width)
    expect(difference(await poster('Upright (1990).png'), await poster('Turned (1991).jpg'))).toBeLessThan(
      NEARLY,
    )
  })

  it('fault 27: of an animation the first frame counts', async () => {
    const first = await (await drawn()).png().toBuffer()
    const second = await sharp(first).negate({ alpha: false }).png().toBuffer()
    const animation = await sharp([first, second], { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer()
    const { poster, thumbnail } = await scanned({
      'Still (1990).png': first,
      'Moving (1991).webp': animation,
    })
    expect((await (await thumbnail('Moving (1991).webp')).metadata()).pages ?? 1).toBe(1)
    expect(difference(await poster('Still (1990).png'), await poster('Moving (1991).webp'))).toBeLessThan(
      NEARLY,
    )
  })

  it('fault 29: a strip is padded to a poster’s shape, predicted and flagged', async () => {
    const strip = await sharp(await posterBytes(92))
      .resize(20, 1000, { fit: 'fill' })
      .jpeg()
      .toBuffer()
    const { poster } = await scanned({ 'Strip (1990).jpg': strip })
    const { flags, genres } = await poster('Strip (1990).jpg')
    expect(flags).toContain('padded')
    expect(genres).toHaveLength(20)
  })
})

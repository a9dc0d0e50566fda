import sharp from 'sharp'
import { drawPicture } from '../../tests/helpers/media-tree-picture.ts'

/** A picture file to be mutated. */
export interface PictureSource {
  format: string
  bytes: Uint8Array
}

type Encode = (picture: Buffer) => Promise<Buffer>

/** Every format the program reads, and the variants of each that a decoder treats in code of its own. */
const ENCODERS: Readonly<Record<string, Encode>> = {
  'jpeg baseline': (picture) => sharp(picture).jpeg().toBuffer(),
  'jpeg progressive': (picture) => sharp(picture).jpeg({ progressive: true }).toBuffer(),
  'jpeg cmyk': (picture) => sharp(picture).toColourspace('cmyk').jpeg().toBuffer(),
  // An EXIF turn and a colour profile: more of the head is read.
  'jpeg turned, profiled': (picture) =>
    sharp(picture).withMetadata({ orientation: 6 }).withIccProfile('p3').jpeg().toBuffer(),
  'png 8 bit': (picture) => sharp(picture).png().toBuffer(),
  'png 16 bit': (picture) => sharp(picture).toColourspace('rgb16').png().toBuffer(),
  'png interlaced': (picture) => sharp(picture).png({ progressive: true }).toBuffer(),
  'png palette': (picture) => sharp(picture).png({ palette: true }).toBuffer(),
  'webp lossy': (picture) => sharp(picture).webp().toBuffer(),
  'webp lossless': (picture) => sharp(picture).webp({ lossless: true, effort: 2 }).toBuffer(),
  'webp animated': async (picture) => (await animation(picture)).webp({ effort: 2 }).toBuffer(),
  avif: (picture) => sharp(picture).avif({ effort: 2 }).toBuffer(),
  'tiff lzw': (picture) => sharp(picture).tiff({ compression: 'lzw' }).toBuffer(),
  'tiff jpeg': (picture) => sharp(picture).tiff({ compression: 'jpeg' }).toBuffer(),
  'tiff tiled': (picture) =>
    sharp(picture).tiff({ compression: 'deflate', tile: true, tileWidth: 128, tileHeight: 128 }).toBuffer(),
  gif: (picture) => sharp(picture).gif().toBuffer(),
  'gif animated': async (picture) => (await animation(picture)).gif().toBuffer(),
}

export const FORMATS = Object.keys(ENCODERS)

const DRAWN = { seed: 23, width: 240, height: 360 }

/** Drawn posters in every format: the same bytes every time. */
export async function drawnSources(count: number): Promise<PictureSource[]> {
  const sources: PictureSource[] = []
  for (let serial = 1; serial <= count; serial++) {
    const picture = await sharp(await drawPicture('poster', 'png', DRAWN.seed, serial))
      .resize(DRAWN.width, DRAWN.height)
      .png()
      .toBuffer()
    sources.push(...(await inEveryFormat(picture)))
  }
  return sources
}

/** A picture, as a file's path or bytes, in every format. */
export async function inEveryFormat(picture: string | Buffer): Promise<PictureSource[]> {
  const png = await sharp(picture).toColourspace('srgb').removeAlpha().png({ compressionLevel: 1 }).toBuffer()
  const sources: PictureSource[] = []
  for (const [format, encode] of Object.entries(ENCODERS)) sources.push({ format, bytes: await encode(png) })
  return sources
}

/** The picture, its negative and its mirror image as frames. */
async function animation(picture: Buffer) {
  const frames = [picture, await sharp(picture).negate().toBuffer(), await sharp(picture).flop().toBuffer()]
  return sharp(frames, { join: { animated: true } })
}

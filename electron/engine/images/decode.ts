import { createHash } from 'node:crypto'
import type { SharpOptions } from 'sharp'
import sharp from 'sharp'
import type { MediaType } from './kind-of-bytes.ts'
import { describeBytes, mediaTypeOf } from './kind-of-bytes.ts'
import type { PaletteColour } from './palette.ts'
import { paletteOf } from './palette.ts'
import type { InputSize, Pixels } from './preprocess.ts'
import { jpegHeader } from './jpeg-header.ts'
import { isPadded, preprocess } from './preprocess.ts'
import { average } from './resample.ts'
import { contrastOf, differenceHash, isGrayscale } from './sample.ts'

/** Why a picture is set aside. */
export type PictureProblem =
  | 'file/empty'
  | 'file/not-a-picture'
  | 'file/unreadable'
  | 'file/gone'
  | 'picture/too-large'
  | 'picture/undecodable'
  | 'picture/timeout'
  | 'picture/crashed'

export type PictureFlag = 'damaged' | 'low-information' | 'padded' | 'grayscale'

export interface ThumbnailBytes {
  bytes: Uint8Array
  mediaType: string
  width: number
  height: number
}

/** Everything one decode tells of a picture. */
export interface DecodedPicture {
  ok: true
  sha256: string
  sizeBytes: number
  width: number
  height: number
  mediaType: MediaType
  thumbnail: ThumbnailBytes | null
  /** Model input, uint8 height × width × 3. */
  tensor: Uint8Array | null
  palette: PaletteColour[]
  dhash: string
  flags: PictureFlag[]
}

export interface RefusedPicture {
  ok: false
  sha256: string | null
  code: PictureProblem
  message: string
}

export interface DecodeWishes {
  input: InputSize
  wantTensor: boolean
  wantThumbnail: boolean
}

/** Long side of thumbnails, and of the working copy everything else is made from. */
export const THUMBNAIL_SIDE = 480
/** Fitted Huffman tables would save 2 % of the bytes and cost a third more time. */
const THUMBNAIL_JPEG = { quality: 82, optimizeCoding: false }
/** Original bytes up to this size serve as their own thumbnail. */
const LARGEST_KEPT_BYTES = 64 * 1024
/** More than any scan of a poster has; what has more is refused by its header, before a pixel is decoded. */
const LARGEST_PIXELS = 120_000_000
const WHITE = '#ffffff'
/** Palette, hash and flags are read off a picture of this size. */
const SAMPLE_WIDTH = 27
const SAMPLE_HEIGHT = 40

/** Under these a picture has nothing on it to predict from: placeholders and nearly uniform art. */
const LEAST_DEVIATION = 12
const MOST_COMMON_TONE = 0.86

/** Reads a picture from its bytes. Never throws for what a file may hold. */
export async function decodePicture(
  bytes: Uint8Array,
  wishes: DecodeWishes,
): Promise<DecodedPicture | RefusedPicture> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const refuse = (code: PictureProblem, message: string): RefusedPicture => ({
    ok: false,
    sha256,
    code,
    message,
  })
  if (bytes.length === 0) return refuse('file/empty', 'The file is empty. Restore it or remove it.')
  const mediaType = mediaTypeOf(bytes)
  if (mediaType === null) {
    return refuse(
      'file/not-a-picture',
      `The file is ${describeBytes(bytes)}. Replace it with a picture or remove it.`,
    )
  }
  try {
    const header = await headerOf(bytes, mediaType)
    if (header.width * header.height > LARGEST_PIXELS) {
      return refuse(
        'picture/too-large',
        `The picture has ${header.width} × ${header.height} pixels, too many to open. Make it smaller.`,
      )
    }
    const { pixels, damaged } = await workingCopy(bytes)
    const sample = average(pixels, SAMPLE_WIDTH, SAMPLE_HEIGHT)
    const contrast = contrastOf(sample)
    const flags: PictureFlag[] = []
    if (damaged) flags.push('damaged')
    if (contrast.deviation < LEAST_DEVIATION || contrast.commonest > MOST_COMMON_TONE)
      flags.push('low-information')
    if (isPadded(header)) flags.push('padded')
    if (isGrayscale(sample)) flags.push('grayscale')
    const thumbnail = wishes.wantThumbnail
      ? await thumbnailOf(bytes, mediaType, header, pixels, damaged)
      : null
    return {
      ok: true,
      sha256,
      sizeBytes: bytes.length,
      width: header.width,
      height: header.height,
      mediaType,
      thumbnail,
      tensor: wishes.wantTensor ? preprocess(pixels, wishes.input) : null,
      palette: paletteOf(sample),
      dhash: differenceHash({ width: SAMPLE_WIDTH, height: SAMPLE_HEIGHT, data: sample }),
      flags,
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    if (/pixel limit/i.test(reason)) {
      return refuse('picture/too-large', 'The picture has too many pixels to open. Make it smaller.')
    }
    return refuse('picture/undecodable', 'The picture is damaged beyond reading. Restore it or remove it.')
  }
}

interface Header {
  /** As shown: after the turn that EXIF asks for. */
  width: number
  height: number
  /** Whether a browser shows the bytes as they are just as we see them: upright, still, opaque, eight bits. */
  isPlain: boolean
}

/** Most posters are plain JPEGs, whose markers say it all; anything else is left to the library. */
async function headerOf(bytes: Uint8Array, mediaType: MediaType): Promise<Header> {
  const jpeg = mediaType === 'image/jpeg' ? jpegHeader(bytes) : null
  if (
    jpeg !== null &&
    !jpeg.hasExif &&
    !jpeg.hasProfile &&
    jpeg.components < 4 &&
    jpeg.width * jpeg.height > 0
  ) {
    return { width: jpeg.width, height: jpeg.height, isPlain: true }
  }
  const meta = await sharp(bytes, { failOn: 'none', limitInputPixels: false }).metadata()
  const turned = (meta.orientation ?? 1) >= 5
  const height = meta.pageHeight ?? meta.height
  return {
    width: turned ? height : meta.width,
    height: turned ? meta.width : height,
    isPlain:
      (meta.orientation ?? 1) === 1 &&
      meta.depth === 'uchar' &&
      (meta.space === 'srgb' || meta.space === 'b-w') &&
      !meta.hasAlpha &&
      (meta.pages ?? 1) === 1,
  }
}

/**
 * The one decode: upright, sRGB over white, long side at most 480. Lenient on the second try (a truncated file shows
 * what is left of it), and without its colour profile on the third.
 */
async function workingCopy(bytes: Uint8Array): Promise<{ pixels: Pixels; damaged: boolean }> {
  try {
    return { pixels: await decodeWith(bytes, { failOn: 'error' }), damaged: false }
  } catch {
    // Which of the two it was, damage or profile, the next tries tell.
  }
  try {
    return { pixels: await decodeWith(bytes, { failOn: 'error', ignoreIcc: true }), damaged: false }
  } catch {
    return { pixels: await decodeWith(bytes, { failOn: 'none', ignoreIcc: true }), damaged: true }
  }
}

async function decodeWith(bytes: Uint8Array, options: SharpOptions): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { ...options, limitInputPixels: LARGEST_PIXELS })
    .autoOrient()
    .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: WHITE })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  if (info.channels === 3) return { data, width: info.width, height: info.height }
  return { data: tripled(data), width: info.width, height: info.height }
}

/** Grey to RGB. */
function tripled(grey: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(grey.length * 3)
  for (let pixel = 0; pixel < grey.length; pixel++) rgb.fill(grey[pixel] ?? 0, pixel * 3, pixel * 3 + 3)
  return rgb
}

async function thumbnailOf(
  bytes: Uint8Array,
  mediaType: MediaType,
  header: Header,
  pixels: Pixels,
  damaged: boolean,
): Promise<ThumbnailBytes> {
  const { width, height } = pixels
  const fits = header.width <= THUMBNAIL_SIDE && header.height <= THUMBNAIL_SIDE
  // TIFF is not shown by browsers, and a damaged file is best shown as we decoded it.
  if (
    fits &&
    header.isPlain &&
    !damaged &&
    mediaType !== 'image/tiff' &&
    bytes.length <= LARGEST_KEPT_BYTES
  ) {
    return { bytes, mediaType, width, height }
  }
  const encoded = await sharp(pixels.data, { raw: { width, height, channels: 3 } })
    .jpeg(THUMBNAIL_JPEG)
    .toBuffer()
  return { bytes: encoded, mediaType: 'image/jpeg', width, height }
}

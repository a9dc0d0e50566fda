import sharp from 'sharp'

/** Small drawn pictures, each of its own bytes, for trees of files in tests. */

export type PictureShape = 'poster' | 'fanart' | 'banner' | 'logo' | 'square' | 'actor'

const SIZES: Readonly<Record<PictureShape, readonly [number, number]>> = {
  poster: [120, 180],
  fanart: [320, 180],
  banner: [379, 70],
  logo: [160, 62],
  square: [100, 100],
  actor: [80, 120],
}

/** Deterministic numbers from 0 to 1 (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Draws a two-colour gradient with a bar, different for every serial number of a seed.
 * @returns the file's bytes: PNG or WebP by the extension, else JPEG
 */
export async function drawPicture(
  shape: PictureShape,
  extension: string,
  seed: number,
  serial: number,
): Promise<Buffer> {
  const [width, height] = SIZES[shape]
  const random = randomOf(seed * 1_000_003 + serial)
  const channel = (): number => Math.floor(random() * 256)
  const from = [channel(), channel(), channel()]
  const to = [channel(), channel(), channel()]
  const barTop = Math.floor(height * (0.2 + 0.5 * random()))
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    const isBar = y >= barTop && y < barTop + height / 10
    for (let x = 0; x < width; x += 1) {
      const share = (x / width + y / height) / 2
      for (let c = 0; c < 3; c += 1) {
        const shade = (from[c] ?? 0) * (1 - share) + (to[c] ?? 0) * share
        pixels[(y * width + x) * 3 + c] = isBar ? 255 - shade : shade
      }
    }
  }
  // The serial number in the corner makes two pictures of like colours differ all the same.
  for (let bit = 0; bit < 24; bit += 1) pixels.fill((serial >> bit) & 1 ? 255 : 0, bit * 12, bit * 12 + 12)
  const image = sharp(pixels, { raw: { width, height, channels: 3 } })
  if (extension === 'png') return image.png().toBuffer()
  return extension === 'webp' ? image.webp().toBuffer() : image.jpeg({ quality: 90 }).toBuffer()
}

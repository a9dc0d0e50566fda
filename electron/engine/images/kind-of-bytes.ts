/** Picture formats by content. */
export type MediaType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/avif' | 'image/tiff' | 'image/gif'

/** What the first bytes of a file say it is, whatever its name says. Null: none of the pictures we take. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg'
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'image/webp'
  if (ascii(0, 6) === 'GIF87a' || ascii(0, 6) === 'GIF89a') return 'image/gif'
  if (['II*\0', 'MM\0*', 'II+\0', 'MM\0+'].includes(ascii(0, 4))) return 'image/tiff'
  if (ascii(4, 8) === 'ftyp' && /avi[fs]|mif1|miaf/.test(ascii(8, 40))) return 'image/avif'
  return null
}

/** What else a file without a picture may be, for the sentence that tells it. */
export function describeBytes(bytes: Uint8Array): string {
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, 512)).trimStart().toLowerCase()
  if (head.startsWith('%pdf')) return 'a PDF document'
  if (head.startsWith('<!doctype html') || head.startsWith('<html')) return 'a web page'
  if (head.includes('<svg')) return 'an SVG drawing'
  return 'no picture in a format Onesheet reads'
}

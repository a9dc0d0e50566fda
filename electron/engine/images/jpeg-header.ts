/** What the markers of a JPEG file say before its pixels. */
export interface JpegHeader {
  width: number
  height: number
  components: number
  /** An EXIF block, which may ask for a turn. */
  hasExif: boolean
  hasProfile: boolean
}

/**
 * Reads the markers up to the frame header (ITU T.81, annex B). Null where they are not as they should be: the
 * decoder, which knows more, then has the word.
 */
export function jpegHeader(bytes: Uint8Array): JpegHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let hasExif = false
  let hasProfile = false
  let at = 2
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === 0xd9 || marker === 0xda) return null
    if (isFrame(marker)) {
      return {
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        components: bytes[at + 9] ?? 0,
        hasExif,
        hasProfile,
      }
    }
    if (marker === 0xe1) hasExif = true
    if (marker === 0xe2) hasProfile = true
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

/** Start-of-frame markers, without the Huffman (C4), JPEG (C8) and arithmetic (CC) tables among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

import { encodingOf } from '../nfo-decode.ts'

/**
 * A file as a string with a character for every code unit, so that a place in the string is a place in the bytes: a byte a unit,
 * two in UTF-16. Markup is the same in all encodings that NFO files come in; only names must be decoded.
 */
export interface Units {
  text: string
  /** The bytes from one place to another, as they are. */
  bytes(from: number, to: number): Uint8Array
  /** What stands between two places, decoded. */
  decode(from: number, to: number): string
  /** Text as the file would hold it; a character that its encoding lacks becomes a numbered reference. */
  encode(text: string): Uint8Array
}

export function unitsOf(bytes: Uint8Array): Units {
  const encoding = encodingOf(bytes)
  const width = encoding.startsWith('utf-16') ? 2 : 1
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  const slice = (from: number, to: number) => bytes.subarray(from * width, to * width)
  return {
    text: textOf(bytes, encoding),
    bytes: slice,
    decode: (from, to) => decoder.decode(slice(from, to)),
    encode: encoderOf(encoding),
  }
}

function textOf(bytes: Uint8Array, encoding: string): string {
  const buffer = Buffer.from(bytes)
  if (encoding === 'utf-16be') return wholeUnits(buffer).swap16().toString('utf16le')
  return encoding === 'utf-16le' ? buffer.toString('utf16le') : buffer.toString('latin1')
}

/** Without the odd byte that a file cut in the middle of a unit ends with. */
function wholeUnits(buffer: Buffer): Buffer {
  return buffer.subarray(0, buffer.length - (buffer.length % 2))
}

function encoderOf(encoding: string): Units['encode'] {
  if (encoding === 'utf-8') return (text) => Buffer.from(text, 'utf8')
  if (encoding === 'utf-16le') return (text) => Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return (text) => Buffer.from(text, 'utf16le').swap16()
  const byteOf = singleBytes(encoding)
  return (text) =>
    Buffer.concat(
      Array.from(text, (character) => {
        const byte = byteOf.get(character)
        return byte === undefined ? Buffer.from(`&#${character.codePointAt(0)};`) : Buffer.of(byte)
      }),
    )
}

/** The characters that are one byte in an encoding. Node decodes many encodings and writes few. */
function singleBytes(encoding: string): Map<string, number> {
  const decoder = new TextDecoder(encoding)
  const byteOf = new Map<string, number>()
  for (let byte = 255; byte >= 0; byte--) {
    const character = decoder.decode(Uint8Array.of(byte))
    if (character !== '\ufffd') byteOf.set(character, byte)
  }
  return byteOf
}

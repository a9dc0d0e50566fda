/** A table's bytes as text, whatever wrote them. */
export interface DecodedText {
  text: string
  /** 1-based lines that are not UTF-8 and were read as Windows-1252. */
  foreignLines: number[]
}

const LOOKED_AT_BYTES = 4096
const NEW_LINE = 0x0a

/**
 * Text of a table: UTF-8, or UTF-16 by its byte order mark or its zeros. Lines that are not UTF-8 are read as
 * Windows-1252, each on its own, so that one bad byte does not spoil the rest. Without byte order mark.
 */
export function textOfBytes(bytes: Uint8Array): DecodedText {
  const wide = wideEncoding(bytes)
  if (wide !== null) return { text: new TextDecoder(wide).decode(bytes), foreignLines: [] }
  const strict = new TextDecoder('utf-8', { fatal: true })
  try {
    return { text: strict.decode(bytes), foreignLines: [] }
  } catch {
    return lineByLine(bytes, strict)
  }
}

function lineByLine(bytes: Uint8Array, strict: InstanceType<typeof TextDecoder>): DecodedText {
  const western = new TextDecoder('windows-1252')
  const lines: string[] = []
  const foreignLines: number[] = []
  for (let from = 0; from <= bytes.length;) {
    const end = bytes.indexOf(NEW_LINE, from)
    const line = bytes.subarray(from, end === -1 ? bytes.length : end)
    try {
      lines.push(strict.decode(line))
    } catch {
      lines.push(western.decode(line))
      foreignLines.push(lines.length)
    }
    if (end === -1) break
    from = end + 1
  }
  return { text: lines.join('\n'), foreignLines }
}

/** Latin text in UTF-16 has a zero in every other byte. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  const count = Math.min(bytes.length, LOOKED_AT_BYTES)
  for (let at = 0; at < count; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > count * 0.3 && even < count * 0.1) return 'utf-16le'
  if (even > count * 0.3 && odd < count * 0.1) return 'utf-16be'
  return null
}

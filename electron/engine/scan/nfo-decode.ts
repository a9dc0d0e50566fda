import { isUtf8 } from 'node:buffer'

/** The bytes of an NFO file as text, whatever wrote them. */

function markedEncoding(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  // Without a mark, UTF-16 still shows in its first two characters: "<" or a letter beside a zero.
  if (first !== 0 && second === 0 && bytes.length > 3) return 'utf-16le'
  if (first === 0 && second !== 0 && bytes.length > 3) return 'utf-16be'
  return null
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256))
  return /<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{1,40})["']/iu.exec(head)?.[1] ?? null
}

/**
 * The encoding of an NFO file, as TextDecoder names it: by byte-order mark, else valid UTF-8, else the XML declaration's, else
 * Windows-1252. Valid UTF-8 goes before a declaration: tools that rewrote a file left the old `ISO-8859-1` at its
 * top, and text in another encoding is hardly ever valid UTF-8.
 */
export function encodingOf(bytes: Uint8Array): string {
  const marked = markedEncoding(bytes)
  if (marked !== null) return marked
  if (isUtf8(bytes)) return 'utf-8'
  const declared = declaredEncoding(bytes)
  return declared === null || /^utf-?(?:8|16)/iu.test(declared) || !isKnown(declared)
    ? 'windows-1252'
    : declared
}

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}

/** Decodes the bytes as {@link encodingOf} tells; what they cannot be becomes U+FFFD. Never throws. */
export function decodeNfo(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes)
}

const NAMED_ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
])

/**
 * XML's own entities and numbered characters, once and not again. Entities a document defines are never
 * expanded, so a "billion laughs" stays the few letters it is.
 */
export function decodeEntities(text: string): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,4});/giu, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED_ENTITIES.get(name.toLowerCase()) ?? whole
    const isHex = name[1] === 'x' || name[1] === 'X'
    const codePoint = isHex ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole
  })
}

/** Takes comments out in one pass: a pattern would look for the end of each open one anew. */
export function withoutComments(text: string): string {
  let kept = ''
  let position = 0
  for (;;) {
    const start = text.indexOf('<!--', position)
    const end = start === -1 ? -1 : text.indexOf('-->', start + 4)
    if (end === -1) return kept + text.slice(position)
    kept += text.slice(position, start)
    position = end + 3
  }
}

/** Takes the document type out, its internal subset with it: nothing in it may define anything. */
export function withoutDoctype(text: string): string {
  const start = text.search(/<!DOCTYPE/iu)
  if (start === -1) return text
  const opened = text.indexOf('[', start)
  const closed = text.indexOf('>', start)
  if (closed === -1) return text.slice(0, start)
  if (opened === -1 || opened > closed) return text.slice(0, start) + text.slice(closed + 1)
  const subsetEnd = /\]\s{0,100}>/u.exec(text.slice(opened))
  return subsetEnd === null
    ? text.slice(0, start)
    : text.slice(0, start) + text.slice(opened + subsetEnd.index + subsetEnd[0].length)
}

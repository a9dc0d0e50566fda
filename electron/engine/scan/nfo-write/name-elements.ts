import { NFO_ROOT } from '../nfo.ts'
import { MOST_GENRES } from '../nfo-fields.ts'

/** An element that names a genre or holds a tag, as places in the file's text. */
export interface NameElement {
  /** As the file spells it: `genre`, `Genre`. */
  tag: string
  start: number
  end: number
  /** What stands between its tags; null for `<genre/>`. */
  content: { start: number; end: number } | null
}

export interface NamePlaces {
  genres: NameElement[]
  /** Null where a tag holds elements. */
  tags: NameElement[] | null
  /** Where a first one would go: after the last element below the root, else at the root's beginning. */
  last: { start: number; end: number }
}

const MARKUP = /<!--|<!\[CDATA\[|<\?|<!|<\/?([^\s<>/!?]+)/gu
/** As deep as the reader of NFO files goes. */
const DEEPEST = 50

const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
  ['<!', '>'],
])

interface OpenElement {
  tag: string
  start: number
  contentStart: number
}

/**
 * The elements that count: genres directly below the root, and below `<genres>` there; tags directly below the root.
 * @returns null for markup that is not understood well enough to write into
 */
export function findNames(text: string): NamePlaces | null {
  const open: OpenElement[] = []
  const genres: NameElement[] = []
  let tags: NamePlaces['tags'] = []
  let last: NamePlaces['last'] | null = null
  for (const markup of markupOf(text)) {
    if (markup === null) return null
    const { tag, start, end } = markup
    const isClosing = text[start + 1] === '/'
    const isEmpty = !isClosing && text[end - 2] === '/'
    if (open.length === 0) {
      if (isClosing || !NFO_ROOT.test(`<${tag}>`)) continue
      if (isEmpty) return null
      open.push({ tag, start, contentStart: end })
      last = { start: end, end }
      continue
    }
    if (!isClosing && !isEmpty) {
      if (isGenre(open) || open.length === DEEPEST) return null
      if (isTag(open)) tags = null
      open.push({ tag, start, contentStart: end })
      continue
    }
    const ended = isClosing ? open.pop() : { tag, start, contentStart: end }
    if (ended?.tag !== tag) return null
    if (open.length === 0) return last === null ? null : { genres, tags, last }
    const content = isEmpty ? null : { start: ended.contentStart, end: start }
    const element = { tag, start: ended.start, end, content }
    if (open.length === 1) last = element
    if (isTag([...open, ended])) tags?.push(element)
    if (isGenre([...open, ended])) {
      if (genres.length === MOST_GENRES) return null
      genres.push(element)
    }
  }
  return null
}

/** The tags of a text, one after the other; null, and no more, where something has no end. */
function* markupOf(text: string): Generator<{ tag: string; start: number; end: number } | null> {
  const markup = new RegExp(MARKUP)
  for (let found = markup.exec(text); found !== null; found = markup.exec(text)) {
    const [opener, tag] = found
    const closer = CLOSERS.get(opener)
    const end =
      closer === undefined ? tagEnd(text, markup.lastIndex) : endAfter(text, closer, markup.lastIndex)
    // A document type that defines something of its own is nobody's NFO.
    if (end < 0 || (opener === '<!' && text.slice(found.index, end).includes('['))) return yield null
    markup.lastIndex = end
    if (tag !== undefined) yield { tag, start: found.index, end }
  }
}

function isGenre(path: readonly { tag: string }[]): boolean {
  return ['genre', 'genres/genre'].includes(belowRoot(path))
}

function isTag(path: readonly { tag: string }[]): boolean {
  return belowRoot(path) === 'tag'
}

function belowRoot(path: readonly { tag: string }[]): string {
  const [, ...below] = path.map(({ tag }) => tag.toLowerCase())
  return below.join('/')
}

function endAfter(text: string, closer: string, from: number): number {
  const at = text.indexOf(closer, from)
  return at < 0 ? -1 : at + closer.length
}

/** The end of a tag; a `>` within a quoted attribute is not one. */
function tagEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '>') return at + 1
    if (character !== '"' && character !== "'") continue
    at = text.indexOf(character, at + 1)
    if (at < 0) return -1
  }
  return -1
}

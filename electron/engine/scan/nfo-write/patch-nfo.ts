import type { NfoLine } from '#shared/contract/nfo.ts'
import type { Genre } from '#shared/domain/genres.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { GenreTable } from '../genre-names.ts'
import { mapGenres } from '../genre-names.ts'
import type { NfoResult } from '../nfo.ts'
import { LARGEST_NFO_BYTES, parseNfo } from '../nfo.ts'
import { withoutComments } from '../nfo-decode.ts'
import { fieldText, splitGenres } from '../nfo-fields.ts'
import type { GenreElement, GenrePlaces } from './genre-elements.ts'
import { findGenres } from './genre-elements.ts'
import type { EditedTexts, SaidGenres } from './edit-texts.ts'
import { editTexts } from './edit-texts.ts'
import type { Units } from './units.ts'
import { unitsOf } from './units.ts'
import type { Spelling } from './vocabulary.ts'

export type NfoPatch =
  | { kind: 'same' }
  | { kind: 'refused'; code: ErrorCode }
  /** `genres` as a reader finds them in the new bytes. */
  | { kind: 'patched'; bytes: Uint8Array; lines: NfoLine[]; genres: string[] }

/** As far back as the indentation of a line is looked for. */
const MOST_BLANKS = 200

/** Bytes that take the place of what stands between two places of the text. */
interface Splice {
  start: number
  end: number
  bytes: Uint8Array
}

/**
 * An NFO file with what a person said of its genres: those said yes of are named, those said no of are not. Only genre elements
 * change; every other byte stays. The result is read again, and refused where anything but that became different.
 */
export function patchNfo(
  bytes: Uint8Array,
  said: SaidGenres,
  { table, spelling }: { table: GenreTable; spelling: Spelling },
): NfoPatch {
  if (bytes.byteLength > LARGEST_NFO_BYTES) return { kind: 'refused', code: 'nfo/too-large' }
  const before = parseNfo(bytes)
  if (before.problem !== null) return { kind: 'refused', code: 'nfo/damaged' }
  const units = unitsOf(bytes)
  const places = findGenres(units.text)
  // A link without XML around it has no place for a genre.
  if (places === null) return { kind: 'refused', code: 'nfo/no-place' }
  const texts = places.elements.map((element) => textIn(units, element))
  if (!isSameNames(splitGenres(texts), before.genres)) return { kind: 'refused', code: 'nfo/no-place' }

  const spell = (genre: Genre) => spelling(before.genres, genre)
  const edited = editTexts(texts, said, { table, spell })
  if (edited.added.length === 0 && edited.texts.every((text, at) => text === texts[at])) {
    return { kind: 'same' }
  }
  const patched = splice(units, [
    ...places.elements.flatMap((element, at) =>
      edited.texts[at] === texts[at] ? [] : [changed(units, element, edited.texts[at] ?? null)],
    ),
    ...added(units, places, edited.added),
  ])
  const after = parseNfo(patched)
  const genres = new Set([...mapGenres(before.genres, table).genres, ...said.yes])
  for (const genre of said.no) genres.delete(genre)
  const isAsked = isSameNames(mapGenres(after.genres, table).genres, [...genres])
  if (!isAsked || !isElseSame(before, after)) return { kind: 'refused', code: 'nfo/no-place' }
  return { kind: 'patched', bytes: patched, lines: linesOf(texts, edited), genres: after.genres }
}

/** Whatever their order. */
function isSameNames(some: readonly string[], others: readonly string[]): boolean {
  const folded = (names: readonly string[]) => names.map((name) => name.toLowerCase()).toSorted()
  return folded(some).join('\n') === folded(others).join('\n')
}

function isElseSame(before: NfoResult, after: NfoResult): boolean {
  return JSON.stringify({ ...after, genres: [] }) === JSON.stringify({ ...before, genres: [] })
}

function textIn(units: Units, { content }: GenreElement): string {
  if (content === null) return ''
  const raw = units.decode(content.start, content.end)
  return fieldText(withoutComments(raw.replace(/<!\[CDATA\[|\]\]>/gu, '')))
}

/** An element with another text, or without one: then its line goes with it, where nothing else stands there. */
function changed(units: Units, element: GenreElement, text: string | null): Splice {
  const { content } = element
  if (text !== null && content !== null) return { ...content, bytes: units.encode(escaped(text)) }
  const lead = leadOf(units.text, element.start)
  const isAlone =
    lead !== '' && /^[ \t]*[\r\n]/u.test(units.text.slice(element.end, element.end + MOST_BLANKS))
  const start = isAlone ? element.start - lead.length : element.start
  return { start, end: element.end, bytes: new Uint8Array() }
}

/** New elements after the last genre, else after the last element of all, each with what stands before that one. */
function added(units: Units, { elements, last }: GenrePlaces, texts: readonly string[]): Splice[] {
  const anchor = elements.at(-1) ?? last
  const tag = elements.at(-1)?.tag ?? 'genre'
  const lead = leadOf(units.text, anchor.start)
  const inserted = texts.map((text) => `${lead}<${tag}>${escaped(text)}</${tag}>`)
  return texts.length === 0
    ? []
    : [{ start: anchor.end, end: anchor.end, bytes: units.encode(inserted.join('')) }]
}

/** The line break and the blanks before a place; empty where something else stands on its line. */
function leadOf(text: string, place: number): string {
  return /(?:\r\n|\n|\r)[ \t]*$/u.exec(text.slice(Math.max(0, place - MOST_BLANKS), place))?.[0] ?? ''
}

function splice(units: Units, splices: readonly Splice[]): Uint8Array {
  const pieces: Uint8Array[] = []
  let from = 0
  for (const { start, end, bytes } of [...splices].sort((left, right) => left.end - right.end)) {
    pieces.push(units.bytes(from, start), bytes)
    from = end
  }
  return Buffer.concat([...pieces, units.bytes(from, Infinity)])
}

function escaped(text: string): string {
  return text.replace(/[&<>]/gu, (character) => `&#${character.charCodeAt(0)};`)
}

/** What a person is shown of it: the genre elements of before and after, in their order. */
function linesOf(texts: readonly string[], edited: EditedTexts): NfoLine[] {
  return [
    ...texts.flatMap((text, at): NfoLine[] => {
      const left = edited.texts[at] ?? null
      if (text === '') return []
      if (left === text) return [{ mark: 'same', text }]
      return [
        { mark: 'gone', text },
        ...(left === null ? [] : [{ mark: 'new', text: left } satisfies NfoLine]),
      ]
    }),
    ...edited.added.map((text): NfoLine => ({ mark: 'new', text })),
  ]
}

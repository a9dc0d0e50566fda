import type { NfoLine } from '#shared/contract/nfo.ts'
import type { EditedTexts } from './edit-texts.ts'
import type { NameElement, NamePlaces } from './name-elements.ts'
import type { Units } from './units.ts'

/** The elements of one kind in a file, and what becomes of their texts. */
export interface ElementEdit {
  element: NfoLine['element']
  elements: readonly NameElement[]
  texts: readonly string[]
  edited: EditedTexts
}

/** As far back as the indentation of a line is looked for. */
const MOST_BLANKS = 200

/** Bytes that take the place of what stands between two places of the text. */
interface Splice {
  start: number
  end: number
  bytes: Uint8Array
}

export function changesNothing({ texts, edited }: ElementEdit): boolean {
  return edited.added.length === 0 && edited.texts.every((text, at) => text === texts[at])
}

/** The file with its elements changed; every other byte is as it was. */
export function applyEdits(
  units: Units,
  edits: readonly ElementEdit[],
  last: NamePlaces['last'],
): Uint8Array {
  const splices = edits.flatMap((edit) => [...changed(units, edit), ...added(units, edit, last)])
  const pieces: Uint8Array[] = []
  let from = 0
  // What comes after an element that goes stands at its end: it is put in when that is out.
  for (const { start, end, bytes } of splices.sort(
    (left, right) => left.end - right.end || left.start - right.start,
  )) {
    pieces.push(units.bytes(from, start), bytes)
    from = end
  }
  return Buffer.concat([...pieces, units.bytes(from, Infinity)])
}

function changed(units: Units, { elements, texts, edited }: ElementEdit): Splice[] {
  return elements.flatMap((element, at) => {
    const text = edited.texts[at] ?? null
    return text === texts[at] ? [] : [withText(units, element, text)]
  })
}

/** An element with another text, or without one: then its line goes with it, where nothing else stands there. */
function withText(units: Units, element: NameElement, text: string | null): Splice {
  const { content } = element
  if (text !== null && content !== null) return { ...content, bytes: units.encode(escaped(text)) }
  const lead = leadOf(units.text, element.start)
  const isAlone =
    lead !== '' && /^[ \t]*[\r\n]/u.test(units.text.slice(element.end, element.end + MOST_BLANKS))
  const start = isAlone ? element.start - lead.length : element.start
  return { start, end: element.end, bytes: new Uint8Array() }
}

/** New elements after the last of their kind, else after the last element of all, each with what stands before that one. */
function added(units: Units, { element, elements, edited }: ElementEdit, last: NamePlaces['last']): Splice[] {
  if (edited.added.length === 0) return []
  const anchor = elements.at(-1) ?? last
  const tag = elements.at(-1)?.tag ?? element
  const lead = leadOf(units.text, anchor.start)
  const inserted = edited.added.map((text) => `${lead}<${tag}>${escaped(text)}</${tag}>`)
  return [{ start: anchor.end, end: anchor.end, bytes: units.encode(inserted.join('')) }]
}

/** The line break and the blanks before a place; empty where something else stands on its line. */
function leadOf(text: string, place: number): string {
  return /(?:\r\n|\n|\r)[ \t]*$/u.exec(text.slice(Math.max(0, place - MOST_BLANKS), place))?.[0] ?? ''
}

function escaped(text: string): string {
  return text.replace(/[&<>]/gu, (character) => `&#${character.charCodeAt(0)};`)
}

import { cleanText } from '#shared/util/title-text.ts'
import { EARLIEST_YEAR } from './names.ts'
import { decodeEntities } from './nfo-decode.ts'

/** Reads the untyped tree that the XML parser returns: tags in lower case, attributes with `@`. */

const LONGEST_FIELD = 300
/** More than a film ever has; what comes after them is not read. */
export const MOST_GENRES = 64
const LATEST_YEAR = 2100

export interface XmlValue {
  text: string
  attribute: (name: string) => string | null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function own(node: unknown, key: string): unknown {
  return isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined
}

/** What an element holds, as one line: entities decoded, nothing invisible, at most 300 characters. */
export function fieldText(raw: string): string {
  return cleanText(decodeEntities(raw)).slice(0, LONGEST_FIELD).toWellFormed()
}

function toValue(raw: unknown): XmlValue {
  const inner = isRecord(raw) ? own(raw, '#text') : raw
  return {
    text: typeof inner === 'string' ? fieldText(inner) : '',
    attribute: (name) => {
      const found = own(raw, `@${name}`)
      return typeof found === 'string' ? fieldText(found) : null
    },
  }
}

/** Every element of that name directly below the node, in document order. */
export function valuesOf(node: unknown, tag: string): XmlValue[] {
  const found = own(node, tag)
  if (found === undefined) return []
  return (Array.isArray(found) ? found : [found]).map(toValue)
}

/** The first text that is not empty among these elements, or null. */
export function firstText(node: unknown, ...tags: string[]): string | null {
  for (const tag of tags) {
    for (const value of valuesOf(node, tag)) if (value.text !== '') return value.text
  }
  return null
}

export function childOf(node: unknown, tag: string): unknown {
  const found = own(node, tag)
  const list: readonly unknown[] = Array.isArray(found) ? found : [found]
  return list[0]
}

/** The year a date begins with, or null: `1984`, `1984-05-02`. */
export function yearOf(text: string | null): number | null {
  const digits = /^(\d{4})(?!\d)/u.exec(text ?? '')?.[1]
  const year = Number(digits ?? 0)
  return year >= EARLIEST_YEAR && year <= LATEST_YEAR ? year : null
}

export function imdbIdOf(text: string | null): string | null {
  return /^tt\d{7,10}$/iu.exec(text ?? '')?.[0].toLowerCase() ?? null
}

export function tmdbIdOf(text: string | null): number | null {
  const id = /^\d{1,10}$/u.test(text ?? '') ? Number(text) : 0
  return id > 0 && id < 2 ** 31 ? id : null
}

/** What stands between several genres in one element. */
export const GENRE_SEPARATOR = /[/|,;]/u

/** Genre names as written, in order and without repeats: `Action / Drama`, `Action|Drama`, `Action, Drama`. */
export function splitGenres(texts: readonly string[]): string[] {
  const genres = new Map<string, string>()
  for (const text of texts) {
    for (const part of text.split(GENRE_SEPARATOR)) {
      const genre = part.trim()
      if (genre !== '' && !genres.has(genre.toLowerCase())) genres.set(genre.toLowerCase(), genre)
      if (genres.size >= MOST_GENRES) return [...genres.values()]
    }
  }
  return [...genres.values()]
}

/** For broken XML: the contents of every such element that has no element inside. */
export function salvageTexts(text: string, tag: string): string[] {
  const pattern = new RegExp(
    `<${tag}(?:\\s[^<>]{0,200})?>(?:<!\\[CDATA\\[)?([^<\\]]{0,${LONGEST_FIELD}})`,
    'giu',
  )
  const texts: string[] = []
  for (const found of text.matchAll(pattern)) {
    const value = fieldText(found[1] ?? '')
    if (value !== '') texts.push(value)
    if (texts.length >= MOST_GENRES) break
  }
  return texts
}

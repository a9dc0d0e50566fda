import type { NfoLine } from '#shared/contract/nfo.ts'
import type { Genre } from '#shared/domain/genres.ts'
import type { ErrorCode } from '#shared/errors.ts'
import type { GenreTable } from '../genre-names.ts'
import { mapGenres } from '../genre-names.ts'
import type { NfoResult } from '../nfo.ts'
import { LARGEST_NFO_BYTES, parseNfo } from '../nfo.ts'
import { withoutComments } from '../nfo-decode.ts'
import { fieldText, splitGenres } from '../nfo-fields.ts'
import type { SaidTags } from './edit-tags.ts'
import { editTags } from './edit-tags.ts'
import type { EditedTexts, SaidGenres } from './edit-texts.ts'
import { editTexts } from './edit-texts.ts'
import type { ElementEdit } from './element-edits.ts'
import { applyEdits, changesNothing } from './element-edits.ts'
import type { NameElement } from './name-elements.ts'
import { findNames } from './name-elements.ts'
import type { Units } from './units.ts'
import { unitsOf } from './units.ts'
import type { Spelling } from './vocabulary.ts'

/** What a person said of the film of an NFO file. */
export interface SaidOfNfo {
  genres: SaidGenres
  /** Genres of the person's own. */
  tags: SaidTags
}

export type NfoPatch =
  | { kind: 'same' }
  | { kind: 'refused'; code: ErrorCode }
  /** `genres` as a reader finds them in the new bytes. */
  | { kind: 'patched'; bytes: Uint8Array; lines: NfoLine[]; genres: string[] }

const NO_PLACE = { kind: 'refused', code: 'nfo/no-place' } as const

/**
 * An NFO file with what a person said of its genres, and of their own as tags: those said yes of are named, those said no of
 * are not. Only genre and tag elements change; every other byte stays. The result is read again, and refused where
 * anything but that became different.
 */
export function patchNfo(
  bytes: Uint8Array,
  said: SaidOfNfo,
  { table, spelling }: { table: GenreTable; spelling: Spelling },
): NfoPatch {
  if (bytes.byteLength > LARGEST_NFO_BYTES) return { kind: 'refused', code: 'nfo/too-large' }
  const before = parseNfo(bytes)
  if (before.problem !== null) return { kind: 'refused', code: 'nfo/damaged' }
  const units = unitsOf(bytes)
  const places = findNames(units.text)
  // A link without XML around it has no place for a genre.
  if (places === null) return NO_PLACE
  const genreTexts = textsIn(units, places.genres)
  if (!isSameNames(splitGenres(genreTexts), before.genres)) return NO_PLACE
  const spell = (genre: Genre) => spelling(before.genres, genre)
  const genres: ElementEdit = {
    element: 'genre',
    elements: places.genres,
    texts: genreTexts,
    edited: editTexts(genreTexts, said.genres, { table, spell }),
  }
  const tags = tagEdit(units, places.tags, before, said.tags)
  if (tags === null) return NO_PLACE
  const edits = [genres, tags]
  if (edits.every(changesNothing)) return { kind: 'same' }

  const patched = applyEdits(units, edits, places.last)
  const after = parseNfo(patched)
  const isAsked =
    isSameNames(mapGenres(after.genres, table).genres, genresAsked(before, said.genres, table)) &&
    isSameNames(after.tags, isSaid(said.tags) ? textsAfter(tags.edited) : before.tags)
  if (!isAsked || !isElseSame(before, after)) return NO_PLACE
  return {
    kind: 'patched',
    bytes: patched,
    lines: [...genreLines(genres), ...tagLines(tags)],
    genres: after.genres,
  }
}

/** Tags of which nothing was said may hold what they like. */
function tagEdit(
  units: Units,
  elements: readonly NameElement[] | null,
  before: NfoResult,
  said: SaidTags,
): ElementEdit | null {
  if (!isSaid(said)) return { element: 'tag', elements: [], texts: [], edited: { texts: [], added: [] } }
  const texts = elements === null ? [] : textsIn(units, elements)
  if (elements === null || !isSameNames(texts, before.tags)) return null
  return { element: 'tag', elements, texts, edited: editTags(texts, before.genres, said) }
}

function isSaid({ yes, no }: SaidTags): boolean {
  return yes.length > 0 || no.length > 0
}

function genresAsked(before: NfoResult, said: SaidGenres, table: GenreTable): Genre[] {
  const genres = new Set([...mapGenres(before.genres, table).genres, ...said.yes])
  for (const genre of said.no) genres.delete(genre)
  return [...genres]
}

function textsAfter({ texts, added }: EditedTexts): string[] {
  return [...texts.filter((text) => text !== null), ...added]
}

/** Whatever their order. */
function isSameNames(some: readonly string[], others: readonly string[]): boolean {
  const folded = (names: readonly string[]) => names.map((name) => name.toLowerCase()).toSorted()
  return folded(some).join('\n') === folded(others).join('\n')
}

function isElseSame(before: NfoResult, after: NfoResult): boolean {
  const elseOf = (nfo: NfoResult) => JSON.stringify({ ...nfo, genres: [], tags: [] })
  return elseOf(after) === elseOf(before)
}

function textsIn(units: Units, elements: readonly NameElement[]): string[] {
  return elements.map(({ content }) => {
    if (content === null) return ''
    const raw = units.decode(content.start, content.end)
    return fieldText(withoutComments(raw.replace(/<!\[CDATA\[|\]\]>/gu, '')))
  })
}

/** What a person is shown of it: the genre elements of before and after, in their order. */
function genreLines({ texts, edited }: ElementEdit): NfoLine[] {
  const element = 'genre'
  return [
    ...texts.flatMap((text, at): NfoLine[] => {
      const left = edited.texts[at] ?? null
      if (text === '') return []
      if (left === text) return [{ mark: 'same', element, text }]
      return [
        { mark: 'gone', element, text },
        ...(left === null ? [] : [{ mark: 'new', element, text: left } satisfies NfoLine]),
      ]
    }),
    ...edited.added.map((text): NfoLine => ({ mark: 'new', element, text })),
  ]
}

/** Of tags those that go and come: a file may hold dozens that are nobody's genres. */
function tagLines({ texts, edited }: ElementEdit): NfoLine[] {
  const gone = texts.filter((_, at) => edited.texts[at] === null)
  return [
    ...gone.map((text): NfoLine => ({ mark: 'gone', element: 'tag', text })),
    ...edited.added.map((text): NfoLine => ({ mark: 'new', element: 'tag', text })),
  ]
}

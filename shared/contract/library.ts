import { z } from 'zod'
import type { Genre } from '../domain/genres.ts'
import { method } from './define.ts'
import type { PosterOwnGenre } from './poster.ts'
import type { ColorName, Level, Show, Status, VerdictValue } from './values.ts'
import { filterSchema, genreName, rowId, sortSchema } from './values.ts'

/** A chip under a picture on the wall; verdicts come first, then NFO, then what is likely. At most three. */
export interface CardChip {
  genre: Genre
  kind: 'yes' | 'no' | 'nfo' | 'likely'
}

export interface Card {
  id: number
  title: string | null
  year: number | null
  width: number | null
  height: number | null
  chips: CardChip[]
  status: Exclude<Status, 'all' | 'missing'>
  missing: boolean
  /** Whether a thumbnail can be asked for. */
  pictured: boolean
  /** Changes whenever the picture changes: part of the thumbnail's address. */
  pictureKey: string | null
  flags: string[]
  revision: number
  /** How many posters stand behind this one in its stack, itself not counted. */
  stacked: number
  reviewed: boolean
}

export interface OrderedIds {
  catalogRevision: number
  total: number
  ids: Int32Array
}

export interface LibraryCounts {
  catalogRevision: number
  /** Posters on the wall with no filter. */
  total: number
  /** Effective genres among the posters that match the filter with its genres left out; label order. */
  genres: { name: Genre; count: number; weak: boolean; key: string }[]
  /** Said or likely among the posters that match the filter with its genres of the user's own left out; by key. */
  own: { id: number; count: number }[]
  statuses: Record<Status, number>
  /** With the filter's years left out, so that the bars stay whole. */
  years: { year: number; count: number }[]
  /** With the filter's colours left out. */
  colors: { name: ColorName; count: number }[]
  /** Of the whole catalog: what each part holds. */
  shows: Record<Exclude<Show, 'any'>, number>
}

export interface ListItem {
  id: number
  title: string | null
  year: number | null
  files: {
    path: string
    pathBytes: string | null
    title: string | null
    year: number | null
    nfoGenres: string[]
  }[]
  genres: { name: Genre; probability: number; level: Level | null; verdict: VerdictValue | null }[]
  effective: Genre[]
  status: Exclude<Status, 'all' | 'missing'>
  verdicts: Partial<Record<Genre, VerdictValue>>
  /** By key. */
  own: PosterOwnGenre[]
  missing: boolean
  flags: string[]
}

/** A page of a table, in pieces to be put one after the other. */
export interface CsvPage {
  total: number
  text: string
  next: string | null
}

export interface ListPage {
  total: number
  items: ListItem[]
  next: string | null
}

/** A poster that looks like another. */
export interface SimilarPoster {
  id: number
  title: string | null
  year: number | null
  pictureKey: string | null
  /** Cosine of the two embeddings, at most 1; nearest first. */
  similarity: number
  /** What a person, else the NFO, says of the genre that was asked about; null where none was. */
  said: { is: boolean; by: 'person' | 'nfo' } | null
}

export interface SimilarPosters {
  /** Null: the poster has no embedding yet, so nothing can be compared with it. */
  posters: SimilarPoster[] | null
}

const listParams = z.strictObject({
  filter: filterSchema,
  sort: sortSchema.default('path'),
  descending: z.boolean().default(false),
  limit: z.int().min(1).max(1_000_000).default(100),
  after: z.string().max(200).nullable().default(null),
})

export const libraryContract = {
  'library.ids': method<OrderedIds>()(
    'read',
    'The ordered ids that match a filter, packed.',
    z.strictObject({
      filter: filterSchema,
      sort: sortSchema.default('title'),
      descending: z.boolean().default(false),
    }),
  ),
  'library.cards': method<{ cards: Card[] }>()(
    'read',
    'What the wall shows of up to 500 posters; unknown ids are left out.',
    z.strictObject({ ids: z.array(rowId).max(500) }),
  ),
  'library.counts': method<LibraryCounts>()(
    'read',
    'Counts of genres, statuses and years under a filter.',
    z.strictObject({ filter: filterSchema }),
  ),
  'library.similar': method<SimilarPosters>()(
    'read',
    'The posters on the wall that look most like one, its own film left out; with `said`, those of which that genre is known.',
    z.strictObject({
      posterId: rowId,
      limit: z.int().min(1).max(500).default(60),
      said: genreName.nullable().default(null),
    }),
  ),
  'library.list': method<ListPage>()(
    'read',
    'A page of full items for the command line and exports.',
    listParams,
  ),
  'library.csv': method<CsvPage>()(
    'read',
    'The same as CSV: a row a poster, with the probability of each genre; the first page has the head.',
    listParams,
  ),
}

import { z } from 'zod'
import type { ColorName } from '../domain/colors.ts'
import { COLOR_NAMES } from '../domain/colors.ts'
import { GENRES } from '../domain/genres.ts'

export { COLOR_NAMES, type ColorName }

/** Schemas of values that several domains take. Every string and list has a bound: messages come from a page. */
export const genreName = z.enum(GENRES)
export const rowId = z.int().positive().max(Number.MAX_SAFE_INTEGER)
/** An absolute path: what a relative one is relative to is known to a command line and to nobody else. */
export const pathText = z
  .string()
  .min(1)
  .max(32_768)
  .refine((value) => !value.includes('\0'), 'contains NUL')
  .refine((value) => /^(?:[\\/]|[A-Za-z]:[\\/])/.test(value), 'is not absolute')
export const searchText = z.string().max(500)
export const none = z.strictObject({})

export const STATUSES = [
  'predicted',
  'confirmed',
  'corrected',
  'unsure',
  'quarantined',
  'missing',
  'all',
] as const
/** What of the catalog is asked for; a hidden poster is in none but `hidden`. */
export const SHOWS = ['any', 'wall', 'series', 'other', 'hidden'] as const
export const SORTS = ['title', 'year', 'added', 'certainty', 'path'] as const
export type Status = (typeof STATUSES)[number]
export type Show = (typeof SHOWS)[number]
export type Sort = (typeof SORTS)[number]
export type Level = 'likely' | 'maybe'
export type VerdictValue = 'yes' | 'no'
export type VerdictSource = 'explicit' | 'confirmed' | 'bulk' | 'imported'

const genreNames = z.array(genreName).max(20).default([])
const ownGenreIds = z.array(rowId).max(20).default([])

/** What is known of a poster, by a verdict or an NFO, against what the model says of it by itself. All are joined by "and". */
export const knownSchema = z.strictObject({
  is: genreNames,
  isNot: genreNames,
  said: genreNames,
  unsaid: genreNames,
  /** From when on the model says a genre; maybe is maybe or likely. */
  level: z.enum(['likely', 'maybe']).default('likely'),
})
export type Known = z.output<typeof knownSchema>

/** What a wall or a list shows. All parts are combined with "and"; `any` joins the genres asked for with "or". */
export const filterSchema = z.strictObject({
  genres: genreNames,
  any: z.boolean().default(false),
  without: genreNames,
  /** `all`: asked genres keep every poster that nothing denies them to, for a list ranked by certainty. */
  level: z.enum(['likely', 'maybe', 'all']).default('likely'),
  /**
   * `any`: every kind, stacks unfolded, hidden ones left out. `wall`: posters of films, the top of each stack.
   * `series` and `other`: pictures of series, and those that are no posters by their name or a person's word.
   */
  show: z.enum(SHOWS).default('any'),
  /** Only posters that the model has predicted, and that are known and said to be so. */
  known: knownSchema.nullable().default(null),
  /** Posters with all of these colours. */
  colors: z.array(z.enum(COLOR_NAMES)).max(COLOR_NAMES.length).default([]),
  /** Additionally the asked genres' probability must reach this, unless a verdict or an NFO decided. */
  minProbability: z.number().min(0).max(1).nullable().default(null),
  status: z.enum(STATUSES).nullable().default(null),
  /** A root or any folder below one, absolute. */
  folder: pathText.nullable().default(null),
  query: searchText.nullable().default(null),
  /**
   * Genres of the user's own, joined with the others as these are: said yes or called likely; with level `all` whatever
   * is not said no, to be ranked.
   */
  own: ownGenreIds,
  ownWithout: ownGenreIds,
  yearFrom: z.int().min(0).max(9999).nullable().default(null),
  yearTo: z.int().min(0).max(9999).nullable().default(null),
})
export type FilterInput = z.input<typeof filterSchema>
export type Filter = z.output<typeof filterSchema>
export const sortSchema = z.enum(SORTS)

import { z } from 'zod'
import { GENRES } from '../domain/genres.ts'

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
export const SORTS = ['title', 'year', 'added', 'certainty', 'path'] as const
export type Status = (typeof STATUSES)[number]
export type Sort = (typeof SORTS)[number]
export type Level = 'likely' | 'maybe'
export type VerdictValue = 'yes' | 'no'
export type VerdictSource = 'explicit' | 'confirmed' | 'bulk' | 'imported'

/** What a wall or a list shows. All parts are combined with "and"; `any` joins the genres with "or". */
export const filterSchema = z.strictObject({
  genres: z.array(genreName).max(20).default([]),
  any: z.boolean().default(false),
  without: z.array(genreName).max(20).default([]),
  level: z.enum(['likely', 'maybe']).default('likely'),
  /** Additionally the asked genres' probability must reach this, unless a verdict or an NFO decided. */
  minProbability: z.number().min(0).max(1).nullable().default(null),
  status: z.enum(STATUSES).nullable().default(null),
  /** A root or any folder below one, absolute. */
  folder: pathText.nullable().default(null),
  query: searchText.nullable().default(null),
  yearFrom: z.int().min(0).max(9999).nullable().default(null),
  yearTo: z.int().min(0).max(9999).nullable().default(null),
})
export type FilterInput = z.input<typeof filterSchema>
export type Filter = z.output<typeof filterSchema>
export const sortSchema = z.enum(SORTS)

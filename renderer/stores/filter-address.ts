import type { ColorName, Known, Level, Show, Sort, Status } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES } from '#shared/domain/genres.ts'

/** From one year to another, both included; null where it is open. */
export interface YearRange {
  from: number | null
  to: number | null
}

/** A filter as the window keeps it: everything present, nothing optional. */
export interface WallFilter {
  genres: Genre[]
  /** Genres that a poster must not have. */
  without: Genre[]
  any: boolean
  level: Level | 'all'
  status: Status | null
  /** A folder, absolute; what lies below it counts. */
  folder: string | null
  years: YearRange | null
  colors: ColorName[]
  query: string
  /** A genre of the user's own, by its id. */
  own: number | null
  /** What is known of a poster against what the model says of it. */
  known: Known | null
  show: Exclude<Show, 'any'>
  sort: Sort
  descending: boolean
}

export const NO_FILTER: Readonly<WallFilter> = {
  genres: [],
  without: [],
  any: false,
  level: 'likely',
  status: null,
  folder: null,
  years: null,
  colors: [],
  query: '',
  own: null,
  known: null,
  show: 'wall',
  sort: 'title',
  descending: false,
}

/** What a router hands over: anything may stand in an address. */
export type AddressParts = Readonly<Record<string, unknown>>

const LONGEST_QUERY = 500
const LONGEST_PATH = 32_768

// The names as the contract has them; the window carries no schemas, and the types keep the lists whole.
const LEVELS = namesOf<WallFilter['level']>({ likely: 1, maybe: 1, all: 1 })
const STATUSES = namesOf<Status>({
  predicted: 1,
  confirmed: 1,
  corrected: 1,
  unsure: 1,
  quarantined: 1,
  missing: 1,
  all: 1,
})
const SHOWS = namesOf<WallFilter['show']>({ wall: 1, series: 1, other: 1, hidden: 1 })
const SORTS = namesOf<Sort>({ title: 1, year: 1, added: 1, certainty: 1, path: 1 })
export const COLORS = namesOf<ColorName>({
  red: 1,
  orange: 1,
  yellow: 1,
  green: 1,
  blue: 1,
  purple: 1,
  black: 1,
  white: 1,
})

function namesOf<Name extends string>(names: Record<Name, 1>): readonly Name[] {
  return Object.keys(names) as Name[]
}

/** The query of the wall's address: short, readable, and without what is as usual. */
export function addressOf(filter: WallFilter): Record<string, string> {
  const parts: Record<string, string> = {}
  if (filter.genres.length > 0) parts['g'] = filter.genres.join(',')
  if (filter.without.length > 0) parts['not'] = filter.without.join(',')
  if (filter.any) parts['any'] = '1'
  if (filter.level !== NO_FILTER.level) parts['level'] = filter.level
  if (filter.status !== null) parts['status'] = filter.status
  if (filter.folder !== null) parts['in'] = filter.folder
  if (filter.years !== null) parts['y'] = yearsAddress(filter.years)
  if (filter.colors.length > 0) parts['c'] = filter.colors.join(',')
  if (filter.query.trim() !== '') parts['q'] = filter.query.trim()
  if (filter.own !== null) parts['own'] = String(filter.own)
  Object.assign(parts, knownAddress(filter.known))
  if (filter.show !== NO_FILTER.show) parts['show'] = filter.show
  if (filter.sort !== NO_FILTER.sort) parts['sort'] = filter.sort
  if (filter.descending) parts['desc'] = '1'
  return parts
}

/** The filter that an address holds. What it cannot mean is left out: an address may come from anywhere. */
export function filterOf(parts: AddressParts): WallFilter {
  const text = (key: string) => textOf(parts[key])
  const genres = listed(text('g'), GENRES)
  return {
    genres,
    without: listed(text('not'), GENRES).filter((genre) => !genres.includes(genre)),
    any: text('any') === '1',
    level: oneOf(text('level'), LEVELS) ?? NO_FILTER.level,
    status: oneOf(text('status'), STATUSES),
    folder: folderOf(text('in')),
    years: yearsOf(text('y')),
    colors: listed(text('c'), COLORS),
    query: text('q').trim().slice(0, LONGEST_QUERY),
    own: idOf(text('own')),
    known: knownOf(text),
    show: oneOf(text('show'), SHOWS) ?? NO_FILTER.show,
    sort: oneOf(text('sort'), SORTS) ?? NO_FILTER.sort,
    descending: text('desc') === '1',
  }
}

/** As one text, to compare filters and to save them: two that mean the same are the same. */
export function addressText(filter: WallFilter): string {
  return new URLSearchParams(addressOf(filter)).toString()
}

/** The filter that {@link addressText} wrote. */
export function filterOfText(text: string): WallFilter {
  return filterOf(Object.fromEntries(new URLSearchParams(text)))
}

function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : ''
}

function idOf(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}

function oneOf<Name extends string>(text: string, names: readonly Name[]): Name | null {
  return names.find((name) => name === text) ?? null
}

/** In the order of the names and each once, whatever order they were written in. */
function listed<Name extends string>(text: string, names: readonly Name[]): Name[] {
  const asked = new Set(text.split(','))
  return names.filter((name) => asked.has(name))
}

const KNOWN_PARTS = { is: 'is', isNot: 'isnot', said: 'said', unsaid: 'unsaid' } as const
const KNOWN_KEYS = ['is', 'isNot', 'said', 'unsaid'] as const

function knownAddress(known: Known | null): Record<string, string> {
  const parts: Record<string, string> = {}
  if (known === null) return parts
  for (const key of KNOWN_KEYS) if (known[key].length > 0) parts[KNOWN_PARTS[key]] = known[key].join(',')
  if (known.level === 'maybe') parts['saidat'] = 'maybe'
  return parts
}

function knownOf(text: (key: string) => string): Known | null {
  const [is = [], isNot = [], said = [], unsaid = []] = KNOWN_KEYS.map((key) =>
    listed(text(KNOWN_PARTS[key]), GENRES),
  )
  const known = knownPart({ is, isNot, said, unsaid, level: text('saidat') === 'maybe' ? 'maybe' : 'likely' })
  return KNOWN_KEYS.every((key) => known[key].length === 0) ? null : known
}

/** Completes what is asked of the known. */
export function knownPart({
  is = [],
  isNot = [],
  said = [],
  unsaid = [],
  level = 'likely',
}: Partial<Known>): Known {
  return { is, isNot, said, unsaid, level }
}

/** The engine takes absolute paths only; another would make it refuse the whole wall. */
function folderOf(text: string): string | null {
  const isPath = /^(?:[\\/]|[A-Za-z]:[\\/])/.test(text) && !text.includes('\0') && text.length <= LONGEST_PATH
  return isPath ? text : null
}

function yearsAddress({ from, to }: YearRange): string {
  return from === to ? String(from) : `${from ?? ''}-${to ?? ''}`
}

function yearsOf(text: string): YearRange | null {
  const [, single, first, last] = /^(?:(\d{1,4})|(\d{1,4})?-(\d{1,4})?)$/.exec(text) ?? []
  return yearRange(single ?? first, single ?? last)
}

/** A range of years in order, from what was written; null where neither end is given. */
export function yearRange(
  from: string | number | undefined,
  to: string | number | undefined,
): YearRange | null {
  const first = yearOf(from)
  const last = yearOf(to)
  if (first === null && last === null) return null
  return first !== null && last !== null && first > last
    ? { from: last, to: first }
    : { from: first, to: last }
}

function yearOf(value: string | number | undefined): number | null {
  const year = value === undefined || value === '' ? NaN : Number(value)
  return Number.isInteger(year) && year >= 0 && year <= 9999 ? year : null
}

import { resolve } from 'node:path'
import type { ListItem, ListPage } from '#shared/contract/library.ts'
import type { FilterInput, Level, Show, Sort, Status } from '#shared/contract/values.ts'
import type { Genre } from '#shared/domain/genres.ts'
import type { Run } from '../terminal.ts'
import { count, percent, print, table } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export interface ListOptions {
  catalog?: string
  genre?: Genre[]
  any?: boolean
  without?: Genre[]
  level?: Level
  min?: number
  status?: Status
  show?: Show
  folder?: string
  query?: string
  sort?: Sort
  limit: number
  after?: string
  format?: 'json' | 'csv'
  all?: boolean
}

const EVERYTHING = 1_000_000

export async function list(run: Run, options: ListOptions): Promise<void> {
  const asked = {
    filter: filterOf(options),
    sort: options.sort ?? 'path',
    limit: options.all === true ? EVERYTHING : options.limit,
    after: options.after ?? null,
  }
  const readOnly = { catalog: options.catalog, readOnly: true }
  if (options.format === 'csv') {
    const { text } = await withEngine(readOnly, (engine) => engine.call('library.csv', asked))
    return void process.stdout.write(text)
  }
  const page = await withEngine(readOnly, (engine) => engine.call('library.list', asked))
  print({ ...run, json: run.json || options.format === 'json' }, page, () => inWords(page))
}

function filterOf(options: ListOptions): FilterInput {
  return {
    genres: options.genre ?? [],
    any: options.any === true,
    without: options.without ?? [],
    level: options.level ?? 'likely',
    minProbability: options.min ?? null,
    status: options.status ?? null,
    show: options.show ?? 'any',
    folder: options.folder === undefined ? null : resolve(options.folder),
    query: options.query ?? null,
  }
}

function inWords(page: ListPage): string {
  if (page.total === 0) return 'No poster matches.'
  const rows = page.items.map((item) => [
    item.id,
    item.title ?? fileNameOf(item),
    item.year === null ? '' : String(item.year),
    genresInWords(item),
    item.missing ? `${item.status}, missing` : item.status,
  ])
  const more = page.next === null ? '' : `\nMore: --after ${page.next}`
  return `${table(['Id', 'Title', 'Year', 'Genres', 'Status'], rows)}\n${count(page.total, 'poster')}${more}`
}

/** What a poster without a title is known by. */
function fileNameOf(item: ListItem): string {
  return item.files[0]?.path.split('/').at(-1) ?? '(no file)'
}

function genresInWords(item: ListItem): string {
  const probability = new Map(item.genres.map((genre) => [genre.name, genre.probability]))
  return item.effective
    .map((genre) => {
      if (item.verdicts[genre] === 'yes') return `${genre} ✓`
      const value = probability.get(genre)
      return value === undefined ? genre : `${genre} ${percent(value)}`
    })
    .join(', ')
}

import { resolve } from 'node:path'
import type { ListPage } from '#shared/contract/library.ts'
import type { FilterInput, Level, Show, Sort, Status } from '#shared/contract/values.ts'
import type { NamedItem } from '../named-item.ts'
import { namedItem } from '../named-item.ts'
import type { NamedGenres } from '../named-genres.ts'
import { withNamedGenres } from '../named-genres.ts'
import type { Run } from '../terminal.ts'
import { count, percent, print, table } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'

export interface ListOptions {
  catalog?: string
  genre?: string[]
  any?: boolean
  without?: string[]
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
  const command = { catalog: options.catalog, readOnly: true, usage: 'onesheet list [options]' }
  const typed = {
    genre: { option: '--genre <name>', names: options.genre },
    without: { option: '--without <name>', names: options.without },
  }
  const isTable = options.format === 'csv'
  if (isTable && run.json) throw new UsageError('--json and --format csv exclude each other.', command.usage)
  const answer = await withNamedGenres(command, typed, async (engine, named) => {
    const asked = {
      filter: filterOf(options, named),
      sort: options.sort ?? 'path',
      limit: options.all === true ? EVERYTHING : options.limit,
      after: options.after ?? null,
    }
    return isTable ? engine.call('library.csv', asked) : engine.call('library.list', asked)
  })
  if ('text' in answer) return void process.stdout.write(answer.text)
  const page = { ...answer, items: answer.items.map(namedItem) }
  print({ ...run, json: run.json || options.format === 'json' }, page, () => inWords(page))
}

function filterOf(
  options: ListOptions,
  { genre, without }: Record<'genre' | 'without', NamedGenres>,
): FilterInput {
  return {
    genres: genre.genres,
    own: genre.own,
    any: options.any === true,
    without: without.genres,
    ownWithout: without.own,
    level: options.level ?? 'likely',
    minProbability: options.min ?? null,
    status: options.status ?? null,
    show: options.show ?? 'any',
    folder: options.folder === undefined ? null : resolve(options.folder),
    query: options.query ?? null,
  }
}

function inWords(page: Omit<ListPage, 'items'> & { items: NamedItem[] }): string {
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
function fileNameOf(item: NamedItem): string {
  return item.files[0]?.path.split('/').at(-1) ?? '(no file)'
}

function genresInWords(item: NamedItem): string {
  const probability = new Map(item.genres.map((genre) => [genre.name, genre.probability]))
  return item.effective
    .map((genre) => {
      if (item.verdicts[genre] === 'yes') return `${genre} ✓`
      const value = probability.get(genre)
      return value === undefined ? genre : `${genre} ${percent(value)}`
    })
    .join(', ')
}

import { stringify } from 'csv-stringify/sync'
import type { CsvPage, ListItem } from '#shared/contract/library.ts'
import type { ParsedParams } from '#shared/contract/contract.ts'
import { isOwnHeld } from '#shared/domain/effective.ts'
import { GENRES } from '#shared/domain/genres.ts'
import type { EngineContext } from './context.ts'
import { libraryList } from './library.ts'

const COLUMNS = ['id', 'title', 'year', 'files', 'genres', 'status', 'missing', 'flags', ...GENRES]

/** A page of the list as rows of a table, the first with its head: what is known of each poster, and what the model says. */
export async function libraryCsv(
  context: EngineContext,
  params: ParsedParams<'library.csv'>,
): Promise<CsvPage> {
  const { total, items, next } = await libraryList(context, params)
  // Cells that a spreadsheet would take for a formula are escaped: titles and paths come from anywhere.
  const options = { header: params.after === null, columns: COLUMNS, escape_formulas: true }
  return { total, text: stringify(items.map(rowOf), options), next }
}

function rowOf(item: ListItem): (string | number | null)[] {
  const probabilities = new Map(item.genres.map(({ name, probability }) => [name, probability]))
  return [
    item.id,
    item.title,
    item.year,
    item.files.map(({ path }) => path).join('|'),
    [...item.effective, ...item.own.filter(isOwnHeld).map(({ name }) => name)].join('|'),
    item.status,
    item.missing ? 'yes' : 'no',
    item.flags.join('|'),
    ...GENRES.map((genre) => probabilities.get(genre)?.toFixed(4) ?? null),
  ]
}

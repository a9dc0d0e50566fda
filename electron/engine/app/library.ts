import type { Card, CardChip, ListItem, ListPage, OrderedIds } from '#shared/contract/library.ts'
import type { ParsedParams } from '#shared/contract/contract.ts'
import type { Filter, Sort } from '#shared/contract/values.ts'
import { flagNames } from '#shared/domain/effective.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { GENRES, genresOfMask } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { keptRows, rowFilter } from '../catalog/filter.ts'
import { filesOfPoster } from '../catalog/queries/files.ts'
import { verdictsOf } from '../catalog/queries/labels.ts'
import { posterById } from '../catalog/queries/posters.ts'
import { rowsByPath } from '../catalog/path-order.ts'
import { allRoots } from '../catalog/queries/roots.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { nfoGenresOf } from '../scan/identity.ts'
import { displayPath } from '../scan/paths.ts'
import type { EngineContext } from './context.ts'
import { setsFor } from './filter-sets.ts'
import { firstLearned, mayBeLikely } from './own.ts'
import { ownOfPoster } from './own-poster.ts'
import { faceOf } from './poster-face.ts'

const CHIPS_ON_A_CARD = 3

export async function libraryIds(
  context: EngineContext,
  params: ParsedParams<'library.ids'>,
): Promise<OrderedIds> {
  const { store } = context
  await firstLearned(context, [...params.filter.own, ...params.filter.ownWithout])
  const rows = matchingRows(store, params)
  return { catalogRevision: store.revision, total: rows.length, ids: idsOf(store, rows) }
}

export function libraryCards(
  { store }: EngineContext,
  params: ParsedParams<'library.cards'>,
): { cards: Card[] } {
  return { cards: params.ids.flatMap((id) => cardOf(store, id) ?? []) }
}

export async function libraryList(
  context: EngineContext,
  params: ParsedParams<'library.list'>,
): Promise<ListPage> {
  const { store } = context
  const { own, ownWithout } = params.filter
  await firstLearned(context, [...own, ...ownWithout, ...mayBeLikely(context)])
  if (params.sort === 'path' && !params.descending && params.after === null) return firstByPath(store, params)
  const ids = idsOf(store, matchingRows(store, params))
  const from = params.after === null ? 0 : startAfter(ids, params.after)
  const page = ids.subarray(from, from + params.limit)
  return listPage(store, page, { from, total: ids.length })
}

/** The page most often asked for, without putting all posters in order. */
function firstByPath(store: CatalogStore, params: ParsedParams<'library.list'>): ListPage {
  const { columns } = store
  const keep = rowFilter(columns, params.filter, setsFor(store, params.filter))
  let total = 0
  for (let row = 0; row < columns.count; row++) if (keep(row)) total++
  const ids: number[] = []
  for (const row of rowsByPath(store)) {
    if (ids.length === Math.min(params.limit, total)) break
    if (keep(row)) ids.push(columns.ids[row] ?? 0)
  }
  return listPage(store, ids, { from: 0, total })
}

function listPage(
  store: CatalogStore,
  page: ArrayLike<number>,
  { from, total }: { from: number; total: number },
): ListPage {
  const to = from + page.length
  const last = page[page.length - 1]
  return {
    total,
    items: Array.from(page, (id) => itemOf(store, id)),
    next: last !== undefined && to < total ? `${to}:${last}` : null,
  }
}

/** A cursor is the place and id of the last item: the id finds the place again when the list has changed. */
function startAfter(ids: Int32Array, cursor: string): number {
  const parts = /^(\d{1,9}):(\d{1,10})$/.exec(cursor)
  if (parts === null) throw new AppError('app/invalid', 'cursor')
  const place = Number(parts[1])
  const id = Number(parts[2])
  if (ids[place - 1] === id) return place
  const found = ids.indexOf(id)
  return found < 0 ? Math.min(place, ids.length) : found + 1
}

function matchingRows(
  store: CatalogStore,
  { filter, sort, descending }: { filter: Filter; sort: Sort; descending: boolean },
): Int32Array {
  const sets = setsFor(store, filter)
  const order =
    sort === 'path' ? Int32Array.from(rowsByPath(store)) : store.orders.rows(sort, filter, sets.own.asked)
  const rows = keptRows(store.columns, order, rowFilter(store.columns, filter, sets), sets)
  return descending ? rows.reverse() : rows
}

function idsOf(store: CatalogStore, rows: Int32Array): Int32Array {
  const ids = new Int32Array(rows.length)
  for (let at = 0; at < rows.length; at++) ids[at] = store.columns.ids[rows[at] ?? 0] ?? 0
  return ids
}

function cardOf(store: CatalogStore, id: number): Card | null {
  const { columns } = store
  const row = columns.rowOf(id)
  const poster = row < 0 ? null : posterById(store.db, id)
  if (poster === null) return null
  return {
    ...faceOf(poster),
    width: poster.width,
    height: poster.height,
    chips: chipsOf(store, row),
    status: columns.statusAt(row),
    missing: poster.missing === 1,
    pictured: poster.content_hash !== null,
    flags: flagNames(poster.flags),
    revision: poster.revision,
    stacked: columns.behindAt(row),
    reviewed: poster.reviewed_at !== null,
  }
}

/** Verdicts first; a "no" only while it contradicts what would be shown; then NFO or the likeliest genres. */
function chipsOf(store: CatalogStore, row: number): CardChip[] {
  const { columns } = store
  const yes = columns.yes[row] ?? 0
  const no = columns.no[row] ?? 0
  const nfo = columns.nfo[row] ?? 0
  const claimed = nfo === 0 ? (columns.likely[row] ?? 0) : nfo
  const byProbability = (mask: number): Genre[] =>
    genresOfMask(mask).sort(
      (left, right) =>
        (columns.probabilityAt(row, GENRES.indexOf(right)) ?? 0) -
        (columns.probabilityAt(row, GENRES.indexOf(left)) ?? 0),
    )
  const chips: CardChip[] = [
    ...byProbability(yes).map((genre): CardChip => ({ genre, kind: 'yes' })),
    ...byProbability(no & claimed).map((genre): CardChip => ({ genre, kind: 'no' })),
    ...byProbability(claimed & ~yes & ~no).map((genre): CardChip => ({
      genre,
      kind: nfo === 0 ? 'likely' : 'nfo',
    })),
  ]
  return chips.slice(0, CHIPS_ON_A_CARD)
}

function itemOf(store: CatalogStore, id: number): ListItem {
  const { columns } = store
  const row = columns.rowOf(id)
  const poster = posterById(store.db, id)
  const verdicts = verdictsOf(store.db, id)
  const roots = new Map(allRoots(store.db).map((root) => [root.id, root]))
  const files = filesOfPoster(store.db, id).map((file) => ({
    ...displayPath(roots.get(file.root_id)?.path ?? Buffer.alloc(0), file.path),
    title: file.nfo_title ?? file.title,
    year: file.nfo_year ?? file.year,
    nfoGenres: nfoGenresOf(file),
  }))
  const genres = columns.isPredicted(row)
    ? GENRES.map((name, index) => ({
        name,
        probability: columns.probabilityAt(row, index) ?? 0,
        level: levelAt(store, row, index),
        verdict: verdicts[name] ?? null,
      })).sort((left, right) => right.probability - left.probability || (left.name < right.name ? -1 : 1))
    : []
  return {
    id,
    title: poster?.edited_title ?? poster?.title ?? null,
    year: poster?.edited_year ?? poster?.year ?? null,
    files: files.sort((left, right) => (left.path < right.path ? -1 : 1)),
    genres,
    effective: genresOfMask(columns.effectiveAt(row, 'likely')),
    status: columns.statusAt(row),
    verdicts,
    own: ownOfPoster(store, id),
    missing: poster?.missing === 1,
    flags: flagNames(poster?.flags ?? 0),
  }
}

/** Level of one genre on one row, by the model alone. */
export function levelAt(store: CatalogStore, row: number, genre: number): 'likely' | 'maybe' | null {
  const bit = 1 << genre
  if ((store.columns.likely[row] ?? 0) & bit) return 'likely'
  return (store.columns.maybe[row] ?? 0) & bit ? 'maybe' : null
}

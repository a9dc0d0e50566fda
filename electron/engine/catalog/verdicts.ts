import { effectiveMask } from '#shared/domain/effective.ts'
import type { Genre } from '#shared/domain/genres.ts'
import { genreIndex, GENRES } from '#shared/domain/genres.ts'
import type { VerdictSource, VerdictValue } from '#shared/contract/values.ts'
import type { PosterColumns } from './columns.ts'
import type { ActChange } from './queries/acts.ts'
import type { VerdictRow } from './queries/labels.ts'
import { verdictRow } from './queries/labels.ts'
import type { PosterRow } from './queries/posters.ts'
import { posterById } from './queries/posters.ts'
import type { CatalogStore } from './store.ts'

/** What an act should do to one poster. */
export interface VerdictWish {
  genre: Genre
  verdict: VerdictValue | null
}

/**
 * The changes that wishes amount to on one poster: rows before and after, with what was shown at that moment.
 * A verdict that is there already with the same answer changes nothing, so it keeps its provenance.
 */
export function changesFor(
  store: CatalogStore,
  posterId: number,
  wishes: readonly VerdictWish[],
  options: { source: VerdictSource; at: number },
): ActChange[] {
  const changes: ActChange[] = []
  for (const wish of wishes) {
    const genre = genreIndex(wish.genre)
    const before = verdictRow(store.db, posterId, genre)
    const value = wish.verdict === null ? null : wish.verdict === 'yes' ? 1 : 0
    if ((before?.value ?? null) === value) continue
    const after = value === null ? null : newRow(store, posterId, genre, value, options)
    changes.push({ posterId, field: 'genre', genre, before, after })
  }
  return changes
}

function newRow(
  store: CatalogStore,
  posterId: number,
  genre: number,
  value: 0 | 1,
  options: { source: VerdictSource; at: number },
): VerdictRow {
  const said = saidOf(store.columns, posterId, genre)
  return {
    value,
    source: options.source,
    said_model: said.probability === null ? null : store.modelId,
    said_probability: said.probability,
    said_level: said.level,
    contradicts: said.known && said.shown !== (value === 1) ? 1 : 0,
    at: options.at,
  }
}

/** What the program said of a genre before any verdict: the model's probability and level, and whether it was shown. */
function saidOf(columns: PosterColumns, posterId: number, genre: number) {
  const row = columns.rowOf(posterId)
  const bit = 1 << genre
  if (row < 0) return { probability: null, level: null, shown: false, known: false } as const
  const nfo = columns.nfo[row] ?? 0
  const likely = columns.likely[row] ?? 0
  const level = likely & bit ? 'likely' : (columns.maybe[row] ?? 0) & bit ? 'maybe' : null
  return {
    probability: columns.probabilityAt(row, genre),
    level,
    shown: (effectiveMask(0, 0, nfo, likely) & bit) !== 0,
    known: nfo !== 0 || columns.isPredicted(row),
  } as const
}

/** Yes to every genre that is shown and has no verdict yet, and the reviewed mark. */
export function confirmChanges(store: CatalogStore, posterId: number, at: number): ActChange[] {
  const row = store.columns.rowOf(posterId)
  const poster = posterById(store.db, posterId)
  if (row < 0 || poster === null) return []
  const judged = (store.columns.yes[row] ?? 0) | (store.columns.no[row] ?? 0)
  const shown = store.columns.effectiveAt(row, 'likely') & ~judged
  const wishes = GENRES.filter((_, index) => (shown >>> index) & 1).map((genre): VerdictWish => ({
    genre,
    verdict: 'yes',
  }))
  const changes = changesFor(store, posterId, wishes, { source: 'confirmed', at })
  return [...changes, ...reviewedChanges(poster, at)]
}

/** The reviewed mark, where it is not there yet. */
export function reviewedChanges({ id, reviewed_at: before }: PosterRow, at: number): ActChange[] {
  return before === null ? [{ posterId: id, field: 'reviewed', genre: null, before, after: at }] : []
}

/** What is asked for at once: verdicts, and a yes to whatever is shown and not named where `confirm` says so. */
export function askedChanges(
  store: CatalogStore,
  posterId: number,
  asked: { changes: readonly VerdictWish[]; confirm: boolean },
  options: { source: VerdictSource; at: number },
): ActChange[] {
  const said = changesFor(store, posterId, asked.changes, options)
  if (!asked.confirm) return said
  const named = new Set(asked.changes.map(({ genre }) => genreIndex(genre)))
  const confirmed = confirmChanges(store, posterId, options.at)
  return [...said, ...confirmed.filter(({ genre }) => genre === null || !named.has(genre))]
}

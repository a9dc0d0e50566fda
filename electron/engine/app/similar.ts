import type { ParsedParams } from '#shared/contract/contract.ts'
import type { SimilarPoster, SimilarPosters } from '#shared/contract/library.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { isKnownAt, knownYesAt } from '../catalog/known.ts'
import { idsOfSameFilm, posterById } from '../catalog/queries/posters.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { Neighbour } from '../model/similar/poster-vectors.ts'
import type { EngineContext } from './context.ts'
import { faceOf } from './poster-face.ts'

/**
 * Posters that can be seen on the wall only: hidden and missing ones, what was set aside and what is no poster are not
 * among them, nor what stands behind another. Its own film's posters are on its page already.
 * @throws AppError `poster/not-found`
 */
export async function similarPosters(
  { store, neighbours }: EngineContext,
  { posterId, limit, said }: ParsedParams<'library.similar'>,
): Promise<SimilarPosters> {
  const { columns } = store
  if (columns.rowOf(posterId) < 0) throw new AppError('poster/not-found')
  const label = said === null ? null : GENRES.indexOf(said)
  const isShown = columns.shownIn('wall')
  const isWanted = label === null ? isShown : (row: number) => isShown(row) && isKnownAt(columns, row, label)
  const apart = idsOfSameFilm(store.db, posterId)
  const found = await neighbours.nearest(posterId, { isWanted, apart, limit })
  return { posters: found?.flatMap((neighbour) => similarOf(store, neighbour, label) ?? []) ?? null }
}

function similarOf(
  store: CatalogStore,
  { id, similarity }: Neighbour,
  label: number | null,
): SimilarPoster | null {
  // It may have gone while the others were compared.
  const poster = posterById(store.db, id)
  if (poster === null) return null
  return {
    ...faceOf(poster),
    similarity,
    said: label === null ? null : saidAt(store, store.columns.rowOf(id), label),
  }
}

function saidAt({ columns }: CatalogStore, row: number, label: number): SimilarPoster['said'] {
  if (!isKnownAt(columns, row, label)) return null
  const isOf = (mask: number) => ((mask >>> label) & 1) === 1
  const is = isOf(knownYesAt(columns, row))
  const byPerson = isOf((columns.yes[row] ?? 0) | (columns.no[row] ?? 0))
  return { is, by: byPerson ? 'person' : 'nfo' }
}

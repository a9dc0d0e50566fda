import type { ParsedParams } from '#shared/contract/contract.ts'
import { AppError } from '#shared/errors.ts'
import { cleanText } from '#shared/util/title-text.ts'
import type { ActChange, ActValue } from '../catalog/queries/acts.ts'
import { recordAct } from '../catalog/queries/acts.ts'
import type { PosterRow } from '../catalog/queries/posters.ts'
import { posterById } from '../catalog/queries/posters.ts'
import { summaryOf } from './act-words.ts'
import type { EngineContext } from './context.ts'
import { followEdits } from './titles.ts'

/** @throws AppError `poster/not-found`, `labels/stale`, `app/invalid` for a title of nothing but invisible characters */
export function editPoster(
  context: EngineContext,
  params: ParsedParams<'poster.edit'>,
): { id: number; revision: number } {
  const { store, clock } = context
  const title = typeof params.title === 'string' ? cleanText(params.title) : params.title
  if (title === '') throw new AppError('app/invalid', 'title', { field: 'title' })
  return store.write((changes) => {
    const poster = posterById(store.db, params.id)
    if (poster === null) throw new AppError('poster/not-found')
    if (params.revision !== null && params.revision !== poster.revision) {
      throw new AppError('labels/stale', undefined, { revision: poster.revision })
    }
    const wanted = [
      ...changeOf(poster, 'title', poster.edited_title, title),
      ...changeOf(poster, 'year', poster.edited_year, params.year),
    ]
    recordAct(store.db, {
      at: clock.now(),
      source: 'explicit',
      summary: summaryOf(wanted),
      changes: wanted,
    })
    if (wanted.length > 0) {
      followEdits(context, [poster.id])
      changes.posterIds.add(poster.id)
    }
    return { id: poster.id, revision: posterById(store.db, poster.id)?.revision ?? 0 }
  })
}

/** @throws AppError `poster/not-found` when any of the posters is gone; then none is changed */
export function markPosters(
  { store, clock, emit }: EngineContext,
  params: ParsedParams<'poster.mark'>,
): { changed: number } {
  const posterIds = [...new Set(params.posterIds)]
  const marked = store.write((changes) => {
    const at = clock.now()
    const wanted = posterIds.flatMap((posterId) => {
      const poster = posterById(store.db, posterId)
      if (poster === null) throw new AppError('poster/not-found')
      // A poster that is hidden already stays hidden since then.
      const hidden =
        params.hidden === true ? (poster.hidden_at ?? at) : params.hidden === false ? null : undefined
      return [
        ...changeOf(poster, 'hidden', poster.hidden_at, hidden),
        ...changeOf(poster, 'kind', poster.said_kind, params.kind),
      ]
    })
    recordAct(store.db, {
      at,
      source: posterIds.length > 1 ? 'bulk' : 'explicit',
      summary: summaryOf(wanted),
      changes: wanted,
    })
    for (const { posterId } of wanted) changes.posterIds.add(posterId)
    return { changed: new Set(wanted.map(({ posterId }) => posterId)).size }
  })
  // What is hidden, or no poster, is none of its folder's.
  if (marked.changed > 0) emit('folders.changed', {})
  return marked
}

/** Nothing where nothing was asked (undefined), or where it is so already. */
function changeOf(
  poster: PosterRow,
  field: Exclude<ActChange['field'], 'genre' | 'own'>,
  before: ActValue,
  after: ActValue | undefined,
): ActChange[] {
  if (after === undefined || after === before) return []
  return [{ posterId: poster.id, field, genre: null, before, after }]
}

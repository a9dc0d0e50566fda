import type { ParsedParams } from '#shared/contract/contract.ts'
import type { LabelResult, PosterVerdicts, UndoResult } from '#shared/contract/labels.ts'
import { GENRES } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import type { ActChange, ActRow } from '../catalog/queries/acts.ts'
import { lastAct, nextRedo, recordAct, redoAct, undoAct, verdictWord } from '../catalog/queries/acts.ts'
import { countVerdicts, verdictRow, verdictsOf } from '../catalog/queries/labels.ts'
import { ownGenreName } from '../catalog/queries/own-genres.ts'
import { posterById, siblingIds } from '../catalog/queries/posters.ts'
import { posterOfReview } from '../catalog/queries/reviews.ts'
import { learnedAt } from '../catalog/queries/teachings.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { askedChanges, changesFor } from '../catalog/verdicts.ts'
import { BULK_LABELS } from './labels-bulk.ts'
import { ACCEPT_NFO } from './nfo-accept.ts'
import { summaryOf } from './act-words.ts'
import type { EngineContext } from './context.ts'
import { usedGenre } from './own.ts'
import { ownChange } from './own-verdicts.ts'
import { followEdits } from './titles.ts'

/** @throws AppError `poster/not-found`, `labels/stale` */
export function setLabel({ store, clock }: EngineContext, params: ParsedParams<'labels.set'>): LabelResult {
  const { posterId, genre, verdict } = params
  return store.write((changes) => {
    const poster = posterById(store.db, posterId)
    if (poster === null) throw new AppError('poster/not-found')
    if (params.revision !== null && params.revision !== poster.revision) {
      throw new AppError('labels/stale', undefined, { revision: poster.revision })
    }
    const at = clock.now()
    const wanted = changesFor(store, posterId, [{ genre, verdict }], { source: 'explicit', at })
    recordAct(store.db, { at, source: 'explicit', summary: summaryOf(wanted), changes: wanted })
    if (wanted.length > 0) changes.posterIds.add(posterId)
    return resultOf(store, posterId, lackingSiblings(store, posterId, wanted))
  })
}

/** @throws AppError `own/unknown`; `poster/not-found` when any of the posters is gone: then none is changed */
export function applyLabels(context: EngineContext, params: ParsedParams<'labels.apply'>): LabelResult[] {
  const { store, clock } = context
  const posterIds = [...new Set(params.posterIds)]
  const said = posterIds.length > 1 ? 'bulk' : 'explicit'
  const isNothingSaid = params.changes.length === 0 && params.own.length === 0
  const source = said === 'explicit' && params.confirm && isNothingSaid ? 'confirmed' : said
  return store.write((changes) => {
    const at = clock.now()
    const own = params.own.map((wish) => ({ ...wish, name: usedGenre(context, wish.id).name }))
    const wanted = posterIds.flatMap((posterId) => {
      if (posterById(store.db, posterId) === null) throw new AppError('poster/not-found')
      return [
        ...askedChanges(store, posterId, params, { source, at }),
        ...own.flatMap((wish) => ownChange(store, posterId, wish, { source: said, asked: null, at })),
      ]
    })
    const ownNames = new Map(own.map(({ id, name }) => [id, name]))
    recordAct(store.db, { at, source, summary: summaryOf(wanted, ownNames), changes: wanted })
    for (const change of wanted) changes.posterIds.add(change.posterId)
    const [only, ...others] = posterIds
    if (only !== undefined && others.length === 0) {
      return [resultOf(store, only, lackingSiblings(store, only, wanted))]
    }
    return posterIds.map((posterId) => resultOf(store, posterId))
  })
}

export function undoLabels(context: EngineContext, params: ParsedParams<'labels.undo'>): UndoResult {
  return travel(context, params.steps, (store) => {
    const act = lastAct(store.db)
    return act === null ? null : { act, changes: undoAct(store.db, act.id, context.clock.now()), back: true }
  })
}

export function redoLabels(context: EngineContext, params: ParsedParams<'labels.redo'>): UndoResult {
  return travel(context, params.steps, (store) => {
    const act = nextRedo(store.db)
    return act === null ? null : { act, changes: redoAct(store.db, act.id), back: false }
  })
}

type Step = { act: ActRow; changes: ActChange[]; back: boolean } | null

/** Further changes are made and counted in the summary, but not named. */
const MOST_NAMED = 10_000

/**
 * Goes up to so many acts back or forth in one transaction. Nothing left is an answer, not an error.
 * @throws AppError `labels/busy`
 */
function travel(context: EngineContext, steps: number, step: (store: CatalogStore) => Step): UndoResult {
  const { store, jobs } = context
  const isBusy = [BULK_LABELS, ACCEPT_NFO].some((kind) => jobs.isRunning(kind, () => true))
  if (isBusy) throw new AppError('labels/busy')
  let isRecounted = false
  const travelled = store.write((changes) => {
    const result: UndoResult = { undone: [], summary: null, learned: false }
    const learnedUntil = learnedAt(store.db, store.modelId)
    const retitled = new Set<number>()
    for (let index = 0; index < steps; index++) {
      const done = step(store)
      if (done === null) break
      result.summary = done.act.summary
      result.learned ||= done.act.at <= learnedUntil && done.changes.some(({ field }) => field === 'genre')
      for (const change of done.changes) {
        changes.posterIds.add(change.posterId)
        if (change.field === 'title' || change.field === 'year') retitled.add(change.posterId)
        isRecounted ||= change.field === 'hidden' || change.field === 'kind'
        if (result.undone.length >= MOST_NAMED) continue
        const [from, to] = done.back ? [change.after, change.before] : [change.before, change.after]
        result.undone.push({
          id: change.posterId,
          genre: change.genre === null ? null : (GENRES[change.genre] ?? null),
          own: change.ownGenreId === undefined ? null : ownGenreName(store.db, change.ownGenreId),
          from: verdictWord(from),
          to: verdictWord(to),
          at: done.act.at,
        })
      }
      const asked = posterOfReview(store.db, done.act.id)
      if (asked === null) continue
      changes.posterIds.add(asked)
      // "Cannot tell" changed nothing, and yet there was something to take back.
      if (done.changes.length === 0) {
        result.undone.push({ id: asked, genre: null, own: null, from: null, to: null, at: done.act.at })
      }
    }
    followEdits(context, retitled)
    return result
  })
  if (isRecounted) context.emit('folders.changed', {})
  return travelled
}

export function labelState({ store }: EngineContext): {
  canUndo: string | null
  canRedo: string | null
  verdicts: number
} {
  return {
    canUndo: lastAct(store.db)?.summary ?? null,
    canRedo: nextRedo(store.db)?.summary ?? null,
    verdicts: countVerdicts(store.db),
  }
}

export function readVerdicts(
  { store }: EngineContext,
  params: ParsedParams<'labels.verdicts'>,
): PosterVerdicts[] {
  return params.posterIds.flatMap((id) => {
    const poster = posterById(store.db, id)
    return poster === null ? [] : [{ id, verdicts: verdictsOf(store.db, id), revision: poster.revision }]
  })
}

/**
 * Other posters of the same film, so that a person can be asked about them at once: those that nothing was said of yet
 * in the genres that a yes or no was given for.
 */
export function lackingSiblings(
  store: CatalogStore,
  posterId: number,
  given: readonly ActChange[],
): number[] {
  const genres = given.flatMap(({ genre, after }) => (genre === null || after === null ? [] : [genre]))
  const poster = genres.length === 0 ? null : posterById(store.db, posterId)
  if (poster === null) return []
  return siblingIds(store.db, poster).filter((id) => {
    const isHidden = posterById(store.db, id)?.hidden_at !== null
    return !isHidden && genres.some((genre) => verdictRow(store.db, id, genre) === null)
  })
}

/** A poster's verdicts now, as the answer to an act on it. */
export function resultOf(store: CatalogStore, posterId: number, siblings: number[] = []): LabelResult {
  return {
    id: posterId,
    verdicts: verdictsOf(store.db, posterId),
    revision: posterById(store.db, posterId)?.revision ?? 0,
    siblings,
  }
}

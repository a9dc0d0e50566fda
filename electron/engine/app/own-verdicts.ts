import type { ParsedParams } from '#shared/contract/contract.ts'
import type { OwnVerdicts } from '#shared/contract/own.ts'
import type { VerdictValue } from '#shared/contract/values.ts'
import { AppError } from '#shared/errors.ts'
import type { ActChange } from '../catalog/queries/acts.ts'
import { recordAct } from '../catalog/queries/acts.ts'
import type { OwnVerdictRow } from '../catalog/queries/own-verdicts.ts'
import { ownVerdictRow, ownVerdictsOf } from '../catalog/queries/own-verdicts.ts'
import type { PosterRow } from '../catalog/queries/posters.ts'
import { posterById } from '../catalog/queries/posters.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { summaryOf } from './act-words.ts'
import type { EngineContext } from './context.ts'
import { usedGenre } from './own.ts'

/** @throws AppError `own/unknown`, `labels/stale`; `poster/not-found` when any is gone: then none is changed */
export function setOwn(context: EngineContext, params: ParsedParams<'own.set'>): OwnVerdicts[] {
  const { store, clock } = context
  const posterIds = [...new Set(params.posterIds)]
  const source = posterIds.length > 1 ? 'bulk' : 'explicit'
  return store.write((changes) => {
    const { id, name } = usedGenre(context, params.id)
    const posters = posterIds.map((posterId) => posterFor(store, posterId))
    const [only, ...others] = posters
    const { revision, verdict, asked } = params
    if (only !== undefined && others.length === 0 && revision !== null && revision !== only.revision) {
      throw new AppError('labels/stale', undefined, { revision: only.revision })
    }
    const at = clock.now()
    const wanted = posterIds.flatMap((posterId) =>
      ownChange(store, posterId, { id, verdict }, { source, asked, at }),
    )
    const summary = summaryOf(wanted, new Map([[id, name]]))
    recordAct(store.db, { at, source, summary, changes: wanted })
    for (const { posterId } of wanted) changes.posterIds.add(posterId)
    return posterIds.map((posterId) => ownVerdictsNow(store, posterFor(store, posterId)))
  })
}

/** Nothing where the same was said already, so that it keeps its provenance. */
export function ownChange(
  { db }: CatalogStore,
  posterId: number,
  { id, verdict }: { id: number; verdict: VerdictValue | null },
  said: Omit<OwnVerdictRow, 'value'>,
): ActChange[] {
  const before = ownVerdictRow(db, posterId, id)
  const after: OwnVerdictRow | null = verdict === null ? null : { value: verdict === 'yes' ? 1 : 0, ...said }
  if (before?.value === after?.value) return []
  return [{ posterId, field: 'own', genre: null, ownGenreId: id, before, after }]
}

export function readOwnVerdicts(
  { store }: EngineContext,
  params: ParsedParams<'own.verdicts'>,
): OwnVerdicts[] {
  return params.posterIds.flatMap((id) => {
    const poster = posterById(store.db, id)
    return poster === null ? [] : [ownVerdictsNow(store, poster)]
  })
}

function ownVerdictsNow({ db }: CatalogStore, { id, revision }: PosterRow): OwnVerdicts {
  const said = [...ownVerdictsOf(db, id)]
  const verdicts = said.map(([genre, { value }]): [number, VerdictValue] => [
    genre,
    value === 1 ? 'yes' : 'no',
  ])
  return { id, verdicts: Object.fromEntries(verdicts), revision }
}

function posterFor({ db }: CatalogStore, id: number): PosterRow {
  const poster = posterById(db, id)
  if (poster === null) throw new AppError('poster/not-found')
  return poster
}

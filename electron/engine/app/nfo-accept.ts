import { z } from 'zod'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { NfoAcceptable } from '#shared/contract/nfo.ts'
import { genresOfMask } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { packIds, unpackIds } from '#shared/util/packed-ids.ts'
import type { ActChange } from '../catalog/queries/acts.ts'
import { filmCount } from '../catalog/queries/posters.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { changesFor } from '../catalog/verdicts.ts'
import type { JobDefinition } from '../jobs/define.ts'
import { defineJob } from '../jobs/define.ts'
import type { Clock } from '../platform/clock.ts'
import { onPosters } from './act-words.ts'
import type { EngineContext } from './context.ts'
import type { BulkResult } from './say-to-many.ts'
import { sayToMany } from './say-to-many.ts'

export const ACCEPT_NFO = 'accept-nfo'

const paramsSchema = z.strictObject({ ids: z.string() })
type AcceptParams = z.output<typeof paramsSchema>

/** What accepting would say, and of how many films. */
export function acceptableNfos({ store }: EngineContext): NfoAcceptable {
  const ids = acceptableIds(store)
  const verdicts = { yes: 0, no: 0 }
  for (const id of ids) {
    const { yes, no } = masksOf(store, id)
    verdicts.yes += genresOfMask(yes).length
    verdicts.no += genresOfMask(no).length
  }
  return { films: filmCount(store.db, ids), posters: ids.length, verdicts }
}

/** @throws AppError `nfo/nothing-to-accept` */
export function acceptNfos({ store, jobs }: EngineContext): JobInfo {
  const ids = acceptableIds(store)
  if (ids.length === 0) throw new AppError('nfo/nothing-to-accept')
  return jobs.start(ACCEPT_NFO, { ids: packIds(ids) })
}

/** What NFO files say becomes what a person says, as one act. */
export function acceptNfoJob(services: {
  store: CatalogStore
  clock: Clock
}): JobDefinition<AcceptParams, BulkResult> {
  const idsOf = ({ ids }: AcceptParams) => unpackIds(ids) ?? new Int32Array()
  const words = () => 'NFO accepted as verdicts'
  return defineJob({
    kind: ACCEPT_NFO,
    lane: 'labels',
    params: paramsSchema,
    title: (params) => `${words()}${onPosters(idsOf(params).length)}`,
    subject: (params) => String(idsOf(params).length),
    run: (params, context) => {
      const changesOf = (posterId: number, at: number) => changesOn(services.store, posterId, at)
      return sayToMany(services, { ids: idsOf(params), source: 'imported', changesOf, words }, context)
    },
  })
}

/** The posters of films that can be seen and whose NFO names a genre that nobody has said anything of. */
function acceptableIds(store: CatalogStore): number[] {
  const { columns } = store
  const isThere = columns.shownIn('any')
  const ids: number[] = []
  for (let row = 0; row < columns.count; row++) {
    const id = columns.ids[row] ?? 0
    if (isThere(row) && columns.kindAt(row) === 'poster' && masksOf(store, id).yes !== 0) ids.push(id)
  }
  return ids
}

function changesOn(store: CatalogStore, posterId: number, at: number): ActChange[] {
  const { yes, no } = masksOf(store, posterId)
  const wishes = [
    ...genresOfMask(yes).map((genre) => ({ genre, verdict: 'yes' as const })),
    ...genresOfMask(no).map((genre) => ({ genre, verdict: 'no' as const })),
  ]
  return changesFor(store, posterId, wishes, { source: 'imported', at })
}

/**
 * Yes to what the NFO names; no only to what would be shown without it. Then the poster shows the same genres whether the
 * NFO stays or goes. A verdict that is there stays.
 */
function masksOf({ columns }: CatalogStore, posterId: number): { yes: number; no: number } {
  const row = columns.rowOf(posterId)
  const nfo = row < 0 ? 0 : (columns.nfo[row] ?? 0)
  if (nfo === 0) return { yes: 0, no: 0 }
  const open = ~((columns.yes[row] ?? 0) | (columns.no[row] ?? 0))
  return { yes: nfo & open, no: (columns.likely[row] ?? 0) & ~nfo & open }
}

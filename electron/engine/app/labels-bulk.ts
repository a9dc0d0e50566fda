import type { ParsedParams } from '#shared/contract/contract.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import { labelsContract } from '#shared/contract/labels.ts'
import { AppError } from '#shared/errors.ts'
import { unpackIds } from '#shared/util/packed-ids.ts'
import type { CatalogStore } from '../catalog/store.ts'
import { askedChanges } from '../catalog/verdicts.ts'
import type { JobContext, JobDefinition } from '../jobs/define.ts'
import { defineJob } from '../jobs/define.ts'
import type { Clock } from '../platform/clock.ts'
import { onPosters, summaryOf } from './act-words.ts'
import type { EngineContext } from './context.ts'
import type { BulkResult, SaidOfMany } from './say-to-many.ts'
import { sayToMany } from './say-to-many.ts'

export const BULK_LABELS = 'bulk-labels'

type BulkParams = ParsedParams<'labels.bulk'>

/** @throws AppError `app/invalid` for ids that cannot be read, or where nothing is to be said */
export function bulkLabels({ jobs }: EngineContext, params: BulkParams): JobInfo {
  const ids = unpackIds(params.ids)
  if (ids === null || ids.length === 0) throw new AppError('app/invalid', 'ids', { field: 'ids' })
  if (params.changes.length === 0 && !params.confirm) {
    throw new AppError('app/invalid', 'changes', { field: 'changes' })
  }
  return jobs.start(BULK_LABELS, params)
}

/** Verdicts on many posters: one act, written some hundred posters at a time, so that everything else goes on. */
export function bulkLabelsJob(services: {
  store: CatalogStore
  clock: Clock
}): JobDefinition<BulkParams, BulkResult> {
  const countOf = (params: BulkParams) => unpackIds(params.ids)?.length ?? 0
  return defineJob({
    kind: BULK_LABELS,
    lane: 'labels',
    params: labelsContract['labels.bulk'].params,
    title: (params) => `${wordsFor(params)}${onPosters(countOf(params))}`,
    subject: (params) => String(countOf(params)),
    run: (params, context) => run(services, params, context),
  })
}

function run(
  services: { store: CatalogStore; clock: Clock },
  params: BulkParams,
  context: JobContext,
): Promise<BulkResult> {
  const isOneWord = params.changes.length === 1 && !params.confirm
  const said: SaidOfMany = {
    ids: unpackIds(params.ids) ?? new Int32Array(),
    source: 'bulk',
    changesOf: (posterId, at) => askedChanges(services.store, posterId, params, { source: 'bulk', at }),
    words: ({ wanted, verdicts }) => (isOneWord ? summaryOf(wanted.slice(0, 1)) : wordsOf(verdicts)),
  }
  return sayToMany(services, said, context)
}

function wordsOf(verdicts: number): string {
  return verdicts === 0 ? 'Reviewed' : `${verdicts} verdicts`
}

/** What is asked for, before it is known what it will change. */
function wordsFor({ changes, confirm }: BulkParams): string {
  const words = changes.map(({ genre, verdict }) => `${genre} ${verdict ?? 'cleared'}`)
  return [...words, ...(confirm ? ['confirmed'] : [])].join(', ').replace(/^c/u, 'C')
}

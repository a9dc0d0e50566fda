import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import type { ParsedParams } from '#shared/contract/contract.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { UseResult } from '#shared/contract/teach.ts'
import { AppError } from '#shared/errors.ts'
import { PREPROCESS_VERSION } from '../images/preprocess.ts'
import { ensureModelVersion, setVersionInUse, taughtHeads } from '../catalog/queries/model-versions.ts'
import { countPredictions, keepPredictionsOf, postersToRescore } from '../catalog/queries/predictions.ts'
import {
  offeredTeaching,
  setTeachingState,
  supersedeOffers,
  teachingById,
} from '../catalog/queries/teachings.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { JobContext, JobDefinition } from '../jobs/define.ts'
import { defineJob } from '../jobs/define.ts'
import type { Answers } from '../model/predictor.ts'
import { answersOf } from '../model/predictor.ts'
import { embeddingOfPoster, predictPoster } from '../scan/predict-poster.ts'
import { storeModelOf } from './catalog-models.ts'
import type { EngineContext } from './context.ts'

export const USE_MODEL = 'use-model'
const PER_TRANSACTION = 1_000

const paramsSchema = z.strictObject({ model: z.string() })
type UseParams = z.output<typeof paramsSchema>

type Services = Pick<EngineContext, 'store' | 'clock' | 'registry' | 'model'>

/**
 * Takes what a teaching offers into use.
 * @throws AppError `teach/not-offered`
 */
export function useTeaching(
  { store, jobs, model }: EngineContext,
  params: ParsedParams<'teach.use'>,
): JobInfo {
  const teaching = teachingById(store.db, params.teaching)
  const isOffered = teaching?.state === 'offered' || teaching?.state === 'declined'
  const id = teaching?.taught?.model
  if (!isOffered || id === undefined || teaching?.parent !== model.manifest.id)
    throw new AppError('teach/not-offered')
  return jobs.start(USE_MODEL, { model: id })
}

/**
 * A version that is listed, or what a teaching offers.
 * @throws AppError `model/unknown`, `model/damaged`, `model/other-trunk`
 */
export function useModel(
  { store, jobs, registry, model }: EngineContext,
  params: ParsedParams<'models.use'>,
): JobInfo {
  const offer = offeredTeaching(store.db)
  const isOffered = offer?.taught?.model === params.model && offer.parent === model.manifest.id
  if (!isOffered && !registry.ids().includes(params.model)) throw new AppError('model/unknown', params.model)
  registry.load(params.model)
  return jobs.start(USE_MODEL, params)
}

/** @throws AppError `teach/nothing-before` */
export function rollbackModel({ jobs, registry, model }: EngineContext): JobInfo {
  const { parent } = model.manifest
  if (parent === null || !registry.ids().includes(parent)) throw new AppError('teach/nothing-before')
  return jobs.start(USE_MODEL, { model: parent })
}

/**
 * Scores every poster with another version from its stored embedding, some at a time beside everything else; the last
 * transaction makes it the one in use. Ended before that, by whatever, it has changed nothing that is shown.
 */
export function useModelJob(services: Services): JobDefinition<UseParams, UseResult> {
  return defineJob({
    kind: USE_MODEL,
    lane: 'train',
    params: paramsSchema,
    title: ({ model }) => `Taking model ${model} into use`,
    subject: ({ model }) => model,
    run: (params, context) => run(services, params, context),
  })
}

async function run(
  services: Services,
  { model: id }: UseParams,
  { signal, report }: JobContext,
): Promise<UseResult> {
  const { store, clock, registry } = services
  const { db } = store
  const answers = answersOf(registry.load(id), { preprocessVersion: PREPROCESS_VERSION })
  const { trunkSha256, parent } = answers.manifest
  // One that stands in for another is used already, and not yet chosen.
  if (id === store.modelId && services.model.trouble === null) return { model: id, rescored: 0, left: 0 }
  store.write(() => ensureModelVersion(db, { id, trunkSha256, parent, now: clock.now() }))
  const total = countPredictions(db, store.modelId)
  let [after, rescored, left] = [0, 0, 0]
  for (;;) {
    const ids = postersToRescore(db, { from: store.modelId, to: id, after, limit: PER_TRANSACTION })
    if (ids.length === 0) break
    const scored = store.write(() => rescore(store, answers, ids, clock.now()))
    rescored += scored
    left += ids.length - scored
    after = ids.at(-1) as number
    report({ phase: 'scoring', done: rescored + left, total, problems: 0 })
    await setImmediate()
    signal.throwIfAborted()
  }
  takeIntoUse(services, answers)
  return { model: id, rescored, left }
}

/** @returns how many had an embedding */
function rescore(store: CatalogStore, answers: Answers, ids: readonly number[], now: number): number {
  let scored = 0
  for (const id of ids) {
    const stored = embeddingOfPoster(store, answers, id)
    if (stored === null) continue
    predictPoster(store.db, answers, { id, stored }, now)
    scored++
  }
  return scored
}

/** One transaction: predictions, the version in use and what became of the teaching change together. */
function takeIntoUse({ store, clock, model }: Services, answers: Answers): void {
  const { db } = store
  const { modelId: id, manifest } = answers
  const now = clock.now()
  try {
    store.write((changes) => {
      // Whatever a scan has predicted meanwhile.
      rescore(store, answers, postersToRescore(db, { from: store.modelId, to: id, after: 0, limit: -1 }), now)
      const teaching = taughtHeads(db).find(({ modelId }) => modelId === id)?.teachingId
      if (teaching !== undefined) setTeachingState(db, teaching, 'used')
      supersedeOffers(db)
      setVersionInUse(db, id, now)
      keepPredictionsOf(db, [id, ...(manifest.parent === null ? [] : [manifest.parent])])
      model.renew()
      changes.model = storeModelOf(db, model)
    })
  } catch (error) {
    // Nothing was saved: the version in use is what it was.
    model.renew()
    throw error
  }
}

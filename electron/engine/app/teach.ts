import type { ParsedParams } from '#shared/contract/contract.ts'
import type { ModelVersion, TeachChange, TeachState } from '#shared/contract/teach.ts'
import { genreIndex, genresOfMask } from '#shared/domain/genres.ts'
import { AppError } from '#shared/errors.ts'
import { taughtHeads } from '../catalog/queries/model-versions.ts'
import { posterById } from '../catalog/queries/posters.ts'
import { auditedIds } from '../catalog/queries/reviews.ts'
import { countSaid } from '../catalog/queries/taught.ts'
import {
  lastTeaching,
  offeredTeaching,
  setTeachingState,
  teachHistory,
  teachingById,
} from '../catalog/queries/teachings.ts'
import { NEW_FILMS } from '../training/teach/attempts.ts'
import { AUDITED_FILMS } from '../training/teach/sides.ts'
import type { EngineContext } from './context.ts'
import { goBackAdvice } from './go-back-advice.ts'
import { judgedFilms } from './judged-films.ts'
import { infoOf } from './models.ts'
import { faceOf } from './poster-face.ts'
import type { ChangedPoster } from './teach-changes.ts'
import { changedPosters } from './teach-changes.ts'
import { TEACH } from './teach-job.ts'
import { USE_MODEL } from './use-model-job.ts'

export function teachState(context: EngineContext): TeachState {
  const { store, jobs, manifest } = context
  const { db } = store
  const last = lastTeaching(db)
  const judged = judgedFilms(context)
  const before = teachHistory(db, manifest.trunkSha256).judgedFilms
  const versions = modelVersions(context)
  const running = jobs.list().find(({ kind, state }) => {
    return [TEACH, USE_MODEL].includes(kind) && ['queued', 'running'].includes(state)
  })
  return {
    corrections: countSaid(db),
    newCorrections: countSaid(db, last?.at ?? 0),
    judgedFilms: judged,
    filmsMissing: Math.max(0, before + NEW_FILMS - judged),
    audits: { done: auditedIds(db).length, needed: AUDITED_FILMS },
    versions,
    goBackTo: versions.find(({ id }) => id === manifest.parent) ?? null,
    goBackAdvice: goBackAdvice(context),
    last,
    offer: offeredTeaching(db),
    jobId: running?.id ?? null,
  }
}

/** What came with Onesheet and what verdicts taught, the newest first. */
export function modelVersions({ store, registry, manifest }: EngineContext): ModelVersion[] {
  const heads = new Map(taughtHeads(store.db).map((row) => [row.modelId, row]))
  const versions = registry.list().map((model): ModelVersion => {
    const row = heads.get(model.id)
    const teaching = row === undefined ? null : teachingById(store.db, row.teachingId)
    return {
      ...infoOf(model, manifest.id),
      number: row?.number ?? 1,
      corrections: teaching?.corrections ?? null,
      agreement: teaching?.taught?.judgedAgreement ?? null,
    }
  })
  return versions.sort((left, right) => right.number - left.number)
}

/** @throws AppError `teach/not-offered` */
export function declineTeaching(context: EngineContext, params: ParsedParams<'teach.decline'>): TeachState {
  const { store } = context
  store.write(() => {
    if (teachingById(store.db, params.teaching)?.state !== 'offered') throw new AppError('teach/not-offered')
    setTeachingState(store.db, params.teaching, 'declined')
  })
  return teachState(context)
}

/** @throws AppError `teach/not-offered`, `model/…` */
export async function teachChanges(
  context: EngineContext,
  { teaching, genre, offset, limit }: ParsedParams<'teach.changes'>,
  signal: AbortSignal,
): Promise<{ total: number; items: TeachChange[] }> {
  const all = await changesOf(context, teaching, signal)
  const bit = genre === null ? ~0 : 1 << genreIndex(genre)
  const wanted = all.filter(({ addedMask, removedMask }) => ((addedMask | removedMask) & bit) !== 0)
  return {
    total: wanted.length,
    items: wanted.slice(offset, offset + limit).flatMap((change) => changeOf(context, change) ?? []),
  }
}

/** One at a time is looked at; what changed in the catalog asks for it anew. */
const found = new WeakMap<EngineContext['store'], { key: string; changes: ChangedPoster[] }>()

/** What would be called otherwise with the model of a teaching. */
export async function changesOf(
  context: EngineContext,
  teachingId: number,
  signal: AbortSignal,
): Promise<ChangedPoster[]> {
  const { store, registry } = context
  const teaching = teachingById(store.db, teachingId)
  const id = teaching?.taught?.model
  const isOffered = teaching?.state === 'offered' || teaching?.state === 'declined'
  if (!isOffered || id === undefined || teaching?.parent !== store.modelId)
    throw new AppError('teach/not-offered')
  const key = `${teachingId} ${store.revision}`
  const held = found.get(store)
  if (held?.key === key) return held.changes
  const changes = await changedPosters(context, registry.load(id), signal)
  found.set(store, { key, changes })
  return changes
}

function changeOf(
  { store }: EngineContext,
  { id, addedMask, removedMask, moved }: ChangedPoster,
): TeachChange | null {
  const poster = posterById(store.db, id)
  if (poster === null) return null
  return { ...faceOf(poster), added: genresOfMask(addedMask), removed: genresOfMask(removedMask), moved }
}

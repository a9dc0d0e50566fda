import { AppError, toErrorBody } from '#shared/errors.ts'
import { hasThumbnail, thumbnailCount } from '../catalog/queries/cache.ts'
import { contentCount, filesByContent, filesLeftToPredict, pendingFileIds } from '../catalog/queries/files.ts'
import type { RootRow } from '../catalog/queries/roots.ts'
import { activeRoots } from '../catalog/queries/roots.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { Predictor } from '../model/predictor.ts'
import { GoneFiles } from './gone-files.ts'
import { readPictures, refillCache } from './picture-stage.ts'
import { predictStored } from './predict-stored.ts'
import { RecentFiles } from './recent-files.ts'
import { presenceOf } from './root-presence.ts'
import type { Report, ScanParams, ScanServices, ScanState } from './scan-state.ts'
import type { SurveyedRoot } from './survey.ts'

/** A file that is written for longer is left to the next scan, which sees by its time that it changed. */
const MOST_READINGS = 3

/**
 * Reads what is pending in the folders that are there, then predicts posters that have a picture and no prediction, or one of
 * another title than theirs now.
 * @returns pictures per second
 */
export async function readAndPredict(
  services: ScanServices,
  params: ScanParams,
  state: ScanState,
  context: { signal: AbortSignal; report: Report },
): Promise<number> {
  const { store, clock } = services
  const live = state.surveys.filter((surveyed) => surveyed.state === 'ok')
  const pending = pendingFileIds(
    store.db,
    live.map(({ root }) => root.id),
  )
  const predictor = params.predict ? await predictorIfAny(services, state) : null
  state.predictor = predictor
  state.warnedBefore = predictor?.warnings.length ?? 0
  const stage = {
    store,
    appVersion: services.appVersion,
    predictor,
    genres: services.genres,
    clock,
    signal: context.signal,
    shapeDecides: shapeDecidedIds(state.surveys, store),
    tally: state.tally,
    recent: new RecentFiles(clock),
  }
  const started = clock.monotonicMs()
  if (pending.length > 0) {
    const gone = new GoneFiles(services, live, params.acceptMissing)
    const onProgress = (done: number, problems: number) =>
      context.report({ phase: 'reading', done, total: pending.length, problems })
    const roots = byId(live.map(({ root }) => root))
    const reading = { ...stage, roots, gone, pictures: await services.pictures(), onProgress }
    let ids = pending
    for (let round = 0; ids.length > 0 && round < MOST_READINGS; round++) {
      await readPictures(reading, ids)
      ids = await stage.recent.changed(store, roots, context.signal)
      for (const id of ids) state.tally.arrivingIds.add(id)
    }
    if (!context.signal.aborted) await gone.settle(stage)
  }
  const seconds = (clock.monotonicMs() - started) / 1000
  if (predictor !== null && !context.signal.aborted) {
    const left = filesLeftToPredict(store.db, {
      modelId: predictor.modelId,
      reader: predictor.titles?.key ?? null,
    })
    const unread = predictStored(store, predictor, left, clock.now(), state.tally)
    if (unread.length > 0) {
      const onProgress = (done: number, problems: number) =>
        context.report({ phase: 'predicting', done, total: left.length, problems })
      const roots = byId(await rootsThatAreThere(store))
      // What goes while it is read for its prediction alone is for the next scan of its folder to judge.
      const gone = new GoneFiles(services, [], false)
      await readPictures({ ...stage, roots, gone, pictures: await services.pictures(), onProgress }, unread)
    }
  }
  // A cache is lost as a whole; counting tells so at once, where looking for every picture takes a second.
  if (!context.signal.aborted && thumbnailCount(store.cache) < contentCount(store.db)) {
    const roots = byId(live.filter((surveyed) => surveyed.state === 'ok').map(({ root }) => root))
    const contents = filesByContent(store.db, [...roots.keys()])
    const lost = contents.filter((file) => !hasThumbnail(store.cache, file.contentHash))
    const onProgress = (done: number, problems: number) =>
      context.report({ phase: 'reading', done, total: lost.length, problems })
    if (lost.length > 0) {
      const fileIds = lost.map((file) => file.fileId)
      await refillCache({ ...stage, roots, pictures: await services.pictures(), onProgress }, fileIds)
    }
  }
  return pending.length > 0 && seconds > 0 ? pending.length / seconds : 0
}

/** Without a model everything but predicting goes on; the report says why there is none, `app.info` of safe mode. */
async function predictorIfAny(services: ScanServices, { report }: ScanState): Promise<Predictor | null> {
  try {
    return await services.predictor()
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('model/')) throw error
    if (error.code !== 'model/safe-mode') report.warnings.push(toErrorBody(error))
    return null
  }
}

async function rootsThatAreThere(store: CatalogStore): Promise<RootRow[]> {
  const roots = activeRoots(store.db)
  const presences = await Promise.all(roots.map((root) => presenceOf(root.path)))
  return roots.filter((root, at) => root.state === 'ok' && presences[at] !== null)
}

function byId(roots: readonly RootRow[]): Map<number, RootRow> {
  return new Map(roots.map((root) => [root.id, root]))
}

function shapeDecidedIds(surveys: readonly SurveyedRoot[], store: CatalogStore): Set<number> {
  const ids = new Set<number>()
  const find = store.db.prepare('SELECT id FROM file WHERE root_id = ? AND path = ?').pluck()
  for (const { root, reconciled } of surveys) {
    for (const file of reconciled.added) {
      if (!file.shapeDecides) continue
      const id = find.get(root.id, file.path) as number | undefined
      if (id !== undefined) ids.add(id)
    }
  }
  return ids
}

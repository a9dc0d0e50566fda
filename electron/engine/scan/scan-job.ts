import { z } from 'zod'
import type { ScanReport } from '#shared/contract/scan.ts'
import { contentCount, filesByContent, filesLeftToPredict, pendingFileIds } from '../catalog/queries/files.ts'
import { hasThumbnail, thumbnailCount } from '../catalog/queries/cache.ts'
import type { RootRow } from '../catalog/queries/roots.ts'
import { allRoots, setRootScanned } from '../catalog/queries/roots.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { Pictures } from '../images/pictures.ts'
import type { JobDefinition } from '../jobs/define.ts'
import { defineJob } from '../jobs/define.ts'
import type { Predictor } from '../model/predictor.ts'
import type { Clock } from '../platform/clock.ts'
import type { CommitTally } from './commit-pictures.ts'
import { emptyTally } from './commit-pictures.ts'
import { sortByContent } from './content.ts'
import { countSkip } from './discover.ts'
import type { GenreTable } from './genre-names.ts'
import { predictStored } from './predict-stored.ts'
import { readPictures, refillCache } from './picture-stage.ts'
import { summarize } from './summarize.ts'
import { matchMoves } from './moves.ts'
import {
  registerAdded,
  registerChanged,
  registerGone,
  registerMoves,
  registerNfoChanges,
} from './register.ts'
import type { SurveyedRoot } from './survey.ts'
import { freezeFor, moveCandidates, surveyRoot } from './survey.ts'
import { chooseRoots } from './choose-roots.ts'

const scanParams = z.strictObject({
  folders: z.array(z.string()),
  predict: z.boolean(),
  includeAllArt: z.boolean(),
  acceptMissing: z.boolean(),
})
export type ScanParams = z.output<typeof scanParams>

/** What a scan needs of the engine; predictor and pictures are made when a scan first asks for them. */
export interface ScanServices {
  store: CatalogStore
  genres: GenreTable
  clock: Clock
  pictures(): Promise<Pictures>
  predictor(): Promise<Predictor>
  onRootsChanged(): void
}

/**
 * The scan: walk every root, match moves, register what is new (the wall fills), mark what is gone, then read
 * pictures and predict. Each part commits as it goes and starts again where it stopped.
 */
export function scanJob(services: ScanServices): JobDefinition<ScanParams, ScanReport> {
  return defineJob({
    kind: 'scan',
    lane: 'scan',
    params: scanParams,
    title: (params) => {
      const name =
        params.folders.length === 1 ? params.folders[0]?.split(/[\\/]/).findLast((part) => part !== '') : null
      return name === null || name === undefined ? 'Scanning all folders' : `Scanning “${name}”`
    },
    run: (params, context) => runScan(services, params, context),
  })
}

type Report = (progress: { phase: string; done: number; total: number | null; problems: number }) => void

interface ScanState {
  report: ScanReport
  tally: CommitTally
  surveys: SurveyedRoot[]
}

async function runScan(
  services: ScanServices,
  params: ScanParams,
  context: { signal: AbortSignal; report: Report },
): Promise<ScanReport> {
  const { store, clock } = services
  const { signal } = context
  const startedAt = clock.monotonicMs()
  const roots = chooseRoots(store, params, clock.now())
  services.onRootsChanged()
  const state: ScanState = { report: emptyReport(), tally: emptyTally(), surveys: [] }
  try {
    await survey(services, roots, state, context)
    await register(services, params, state, context)
    const read = await readAndPredict(services, params, roots, state, context)
    state.report.imagesPerSecond = read
  } catch (error) {
    if (!signal.aborted) throw error
  }
  services.onRootsChanged()
  return finish(state, store, {
    seconds: (clock.monotonicMs() - startedAt) / 1000,
    cancelled: signal.aborted,
  })
}

async function survey(
  services: ScanServices,
  roots: readonly RootRow[],
  state: ScanState,
  context: { signal: AbortSignal; report: Report },
): Promise<void> {
  let before = 0
  for (const root of roots) {
    const surveyed = await surveyRoot(services.store, root, {
      signal: context.signal,
      startedAt: services.clock.now(),
      onFolder: (found) =>
        context.report({ phase: 'looking', done: before + found, total: null, problems: 0 }),
    })
    before += surveyed.files.length
    state.surveys.push(surveyed)
  }
  for (const surveyed of state.surveys) {
    for (const [reason, count] of surveyed.skipped) addSkip(state.report, reason, count)
  }
}

async function register(
  services: ScanServices,
  params: ScanParams,
  state: ScanState,
  context: { signal: AbortSignal; report: Report },
): Promise<void> {
  const { store, clock, genres } = services
  const live = state.surveys.filter((surveyed) => surveyed.state === 'ok')
  const added = live.flatMap((surveyed) =>
    surveyed.reconciled.added.map((file) => ({
      rootId: surveyed.root.id,
      rootPath: surveyed.root.path,
      file,
    })),
  )
  const { moves, left } = await matchMoves(added, moveCandidates(store, live), context.signal)
  for (const move of moves) state.tally.movedIds.add(move.row.id)
  let registered = 0
  const registering = {
    store,
    genres,
    clock,
    signal: context.signal,
    onProgress: (done: number) => {
      context.report({ phase: 'registering', done: registered + done, total: added.length, problems: 0 })
    },
  }
  await registerMoves(registering, moves)
  registered = moves.length
  await registerAdded(registering, left)
  for (const surveyed of live) {
    const gone = surveyed.reconciled.gone.filter((row) => !state.tally.movedIds.has(row.id))
    if (freezeFor(store, surveyed, gone.length, params.acceptMissing)) continue
    const { path } = surveyed.root
    const sorted = await sortByContent(store, path, surveyed.reconciled.changed, context.signal)
    await registerChanged(registering, path, sorted.changed)
    await registerNfoChanges(registering, path, [...surveyed.reconciled.unchanged, ...sorted.unchanged])
    registerGone(registering, gone)
    store.write(() => {
      setRootScanned(store.db, surveyed.root.id, surveyed.startedAt)
    })
  }
}

/** Reads what is pending, then predicts posters that have a picture and no prediction. Answers pictures per second. */
async function readAndPredict(
  services: ScanServices,
  params: ScanParams,
  roots: readonly RootRow[],
  state: ScanState,
  context: { signal: AbortSignal; report: Report },
): Promise<number> {
  const { store, clock } = services
  const rootIds = roots.map((root) => root.id)
  const pending = pendingFileIds(store.db, rootIds)
  const predictor = params.predict ? await services.predictor() : null
  if (predictor !== null) {
    state.report.model = predictor.modelId
    state.report.backend = predictor.backend
  }
  const started = clock.monotonicMs()
  const stage = {
    store,
    predictor,
    genres: services.genres,
    clock,
    signal: context.signal,
    roots: new Map(roots.map((root) => [root.id, root])),
    shapeDecides: shapeDecidedIds(state.surveys, store),
    tally: state.tally,
  }
  if (pending.length > 0) {
    await readPictures(
      {
        ...stage,
        pictures: await services.pictures(),
        onProgress: (done, problems) =>
          context.report({ phase: 'reading', done, total: pending.length, problems }),
      },
      pending,
    )
  }
  const seconds = (clock.monotonicMs() - started) / 1000
  if (predictor !== null && !context.signal.aborted) {
    const left = filesLeftToPredict(store.db, predictor.modelId)
    if (left.length > 0) {
      const unread = predictStored(store, predictor, left, clock.now(), state.tally)
      const onProgress = (done: number, problems: number) =>
        context.report({ phase: 'predicting', done, total: left.length, problems })
      if (unread.length > 0) {
        const known = new Map(allRoots(store.db).map((root) => [root.id, root]))
        await readPictures(
          { ...stage, roots: known, pictures: await services.pictures(), onProgress },
          unread,
        )
      }
    }
  }
  // A cache is lost as a whole; counting tells so at once, where looking for every picture takes a second.
  if (!context.signal.aborted && thumbnailCount(store.cache) < contentCount(store.db)) {
    const live = state.surveys.filter((surveyed) => surveyed.state === 'ok').map(({ root }) => root.id)
    const lost = filesByContent(store.db, live).filter((file) => !hasThumbnail(store.cache, file.contentHash))
    const onProgress = (done: number, problems: number) =>
      context.report({ phase: 'reading', done, total: lost.length, problems })
    if (lost.length > 0) {
      const fileIds = lost.map((file) => file.fileId)
      await refillCache({ ...stage, pictures: await services.pictures(), onProgress }, fileIds)
    }
  }
  return pending.length > 0 && seconds > 0 ? pending.length / seconds : 0
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

function finish(
  state: ScanState,
  store: CatalogStore,
  run: { seconds: number; cancelled: boolean },
): ScanReport {
  const { report, tally, surveys } = state
  const summary = summarize(store.db, surveys, tally)
  for (const [reason, count] of summary.skipped) addSkip(report, reason, count)
  report.skipped.sort((left, right) => (left.reason < right.reason ? -1 : 1))
  const roots = surveys.map(({ root, state: rootState, reason }) => ({
    path: root.path.toString('utf8'),
    state: rootState,
    reason,
  }))
  const { skipped: _, ...counts } = summary
  return { ...report, ...counts, predicted: tally.predicted, roots, ...run }
}

function addSkip(report: ScanReport, reason: string, count: number): void {
  const skipped = new Map(report.skipped.map((item) => [item.reason, item.count]))
  countSkip(skipped, reason, count)
  report.skipped = [...skipped].map(([held, total]) => ({ reason: held, count: total }))
}

function emptyReport(): ScanReport {
  return {
    found: 0,
    added: 0,
    changed: 0,
    moved: 0,
    unchanged: 0,
    quarantined: [],
    missing: 0,
    skipped: [],
    roots: [],
    predicted: 0,
    seconds: 0,
    imagesPerSecond: 0,
    model: null,
    backend: null,
    cancelled: false,
  }
}

import type { ScanReport } from '#shared/contract/scan.ts'
import { toErrorBody } from '#shared/errors.ts'
import { refreshPresence, stalePresences } from '../catalog/derived.ts'
import { refreshNearPairs } from '../catalog/near-pairs.ts'
import { hasNoFiles } from '../catalog/queries/files.ts'
import type { RootRow } from '../catalog/queries/roots.ts'
import { setRootScanned } from '../catalog/queries/roots.ts'
import { refreshStacks } from '../catalog/stacks.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { JobDefinition } from '../jobs/define.ts'
import { defineJob } from '../jobs/define.ts'
import { chooseRoots } from './choose-roots.ts'
import { emptyTally } from './commit-pictures.ts'
import { sortByContent } from './content.ts'
import type { FoundFile } from './discover.ts'
import { countSkip } from './discover.ts'
import { matchMoves } from './moves.ts'
import { readAndPredict } from './read-and-predict.ts'
import {
  registerAdded,
  registerChanged,
  registerGone,
  registerMoves,
  registerNfoChanges,
} from './register.ts'
import type { Report, ScanParams, ScanServices, ScanState } from './scan-state.ts'
import { scanParams } from './scan-state.ts'
import { summarize } from './summarize.ts'
import { freezeFor, moveCandidates, surveyRoot } from './survey.ts'

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
      const name = folderName(params)
      return name === null ? 'Scanning all folders' : `Scanning “${name}”`
    },
    subject: folderName,
    run: (params, context) => runScan(services, params, context),
  })
}

/** The name of the only folder that is asked for. */
function folderName({ folders }: ScanParams): string | null {
  const [only, ...others] = folders
  if (only === undefined || others.length > 0) return null
  return only.split(/[\\/]/).findLast((part) => part !== '') ?? null
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
  const state: ScanState = {
    report: emptyReport(),
    tally: emptyTally(),
    surveys: [],
    predictor: null,
    warnedBefore: 0,
  }
  try {
    repairStates(store)
    await survey(services, params, roots, state, context)
    await register(services, params, state, context)
    state.report.imagesPerSecond = await readAndPredict(services, params, state, context)
  } catch (error) {
    if (!signal.aborted) throw error
  }
  await refreshNearPairs(store, signal)
  refreshStacks(store)
  services.onRootsChanged()
  return finish(state, store, {
    seconds: (clock.monotonicMs() - startedAt) / 1000,
    cancelled: signal.aborted,
  })
}

/** Posters whose state does not follow from their files, which a kill or a foreign program may leave. */
function repairStates(store: CatalogStore): void {
  const stale = stalePresences(store.db)
  if (stale.length === 0) return
  store.write((changes) => {
    for (const id of stale) {
      refreshPresence(store.db, id)
      changes.posterIds.add(id)
    }
  })
}

async function survey(
  services: ScanServices,
  params: ScanParams,
  roots: readonly RootRow[],
  state: ScanState,
  context: { signal: AbortSignal; report: Report },
): Promise<void> {
  const isNew = hasNoFiles(services.store.db)
  let before = 0
  for (const root of roots) {
    const surveyed = await surveyRoot(services.store, root, {
      signal: context.signal,
      startedAt: services.clock.now(),
      fileSystems: services.fileSystems,
      acceptMissing: params.acceptMissing,
      onFolder: (found) =>
        context.report({ phase: 'looking', done: before + found, total: null, problems: 0 }),
      registerFirst: isNew ? (files) => registerFirst(services, root, files, context.signal) : null,
    })
    before += surveyed.files.length
    state.surveys.push(surveyed)
  }
  for (const surveyed of state.surveys) {
    for (const [reason, count] of surveyed.skipped) addSkip(state.report, reason, count)
  }
}

/** In a catalog without files nothing can have moved: the first posters stand on the wall while the rest are looked for. */
async function registerFirst(
  { store, clock, genres }: ScanServices,
  root: RootRow,
  files: readonly FoundFile[],
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const added = files.map((file) => ({ rootId: root.id, rootPath: root.path, file }))
  return new Set(await registerAdded({ store, clock, genres, signal, onProgress: () => undefined }, added))
}

async function register(
  services: ScanServices,
  params: ScanParams,
  state: ScanState,
  context: { signal: AbortSignal; report: Report },
): Promise<void> {
  const { store, clock, genres, fileSystems } = services
  const live = state.surveys.filter((surveyed) => surveyed.state === 'ok')
  const added = live.flatMap((surveyed) =>
    // The first of them may be registered already.
    surveyed.reconciled.added.slice(surveyed.registeredIds.size).map((file) => ({
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
    const { acceptMissing } = params
    if (await freezeFor(store, surveyed, gone.length, { acceptMissing, fileSystems })) continue
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

function finish(
  state: ScanState,
  store: CatalogStore,
  run: { seconds: number; cancelled: boolean },
): ScanReport {
  const { report, tally, surveys, predictor, warnedBefore } = state
  const summary = summarize(store.db, surveys, tally)
  for (const [reason, count] of summary.skipped) addSkip(report, reason, count)
  report.skipped.sort((left, right) => (left.reason < right.reason ? -1 : 1))
  const roots = surveys.map(({ root, state: rootState, reason }) => ({
    path: root.path.toString('utf8'),
    state: rootState,
    reason,
  }))
  const { skipped: _, ...counts } = summary
  // They live as long as the predictor, and an earlier scan has told its own.
  const warned = predictor?.warnings.slice(warnedBefore) ?? []
  const warnings = [...report.warnings, ...warned.map(toErrorBody)]
  const model = predictor?.modelId ?? null
  const backend = predictor?.backend ?? null
  return { ...report, ...counts, predicted: tally.predicted.size, roots, model, backend, warnings, ...run }
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
    warnings: [],
    cancelled: false,
  }
}

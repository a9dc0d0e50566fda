import { dirname } from 'node:path'
import type { MethodName, MethodParams, MethodResult, ParsedParams } from '#shared/contract/contract.ts'
import { CONTRACT, isMethodName } from '#shared/contract/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { CancelSignal } from '#shared/util/cancel-signal.ts'
import { openStore } from '../catalog/open-store.ts'
import { catalogPaths } from '../catalog/paths.ts'
import { bansOf } from '../catalog/queries/bans.ts'
import { ensureModelVersion } from '../catalog/queries/model-versions.ts'
import type { Pictures } from '../images/pictures.ts'
import { createPictures } from '../images/pictures.ts'
import type { Ban } from '../images/wire.ts'
import { PREPROCESS_VERSION } from '../images/preprocess.ts'
import { JobQueue } from '../jobs/queue.ts'
import { JobStore } from '../jobs/store.ts'
import { openExplainer } from '../model/explain/explainer.ts'
import type { Predictor } from '../model/predictor.ts'
import { predictorWith } from '../model/predictor.ts'
import { openNeighbours } from '../model/similar/neighbours.ts'
import type { Clock } from '../platform/clock.ts'
import { systemClock } from '../platform/clock.ts'
import type { FileSystems } from '../platform/file-systems.ts'
import { systemFileSystems } from '../platform/file-systems.ts'
import type { Log } from '../platform/log.ts'
import { silentLog } from '../platform/log.ts'
import { resources } from '../platform/resources.ts'
import { loadGenreTable } from '../scan/genre-names.ts'
import { scanJob } from '../scan/scan-job.ts'
import { openOwnHeads } from '../training/own/own-heads.ts'
import { openBackupKeeper } from './backups.ts'
import type { EngineContext } from './context.ts'
import { watchDamage } from './damage.ts'
import { createAnnouncements } from './announcements.ts'
import type { Engine } from './engine-types.ts'
import { HANDLERS } from './handlers.ts'
import { bulkLabelsJob } from './labels-bulk.ts'
import { openCatalogModels } from './catalog-models.ts'
import { acceptNfoJob } from './nfo-accept.ts'
import { writeNfoJob } from './nfo-write.ts'
import { providersIn } from './model-tools.ts'
import { pictureAnswer, thumbnailAnswer } from './pictures.ts'
import { teachJob } from './teach-job.ts'
import { useModelJob } from './use-model-job.ts'

export interface EngineOptions {
  catalogPath: string
  /** A reader takes no lock and refuses every method that writes. */
  readOnly?: boolean
  log?: Log
  clock?: Clock
  /** Folder of the models, for tests; by default the program's own. */
  modelsFolder?: string
  /** After three deaths in a minute: no native model is loaded, so nothing is predicted. */
  safeMode?: boolean
  /** Goes on with the jobs that the last process left running when it died. */
  resumeJobs?: boolean
  fileSystems?: FileSystems
  /** Where the host writes its log, to be measured and sent to a helper. */
  logsFolder?: string | null
}

/**
 * Opens a catalog with everything that works on it.
 * @throws AppError `catalog/…` as {@link openCatalog} says, `model/…` when the bundled model cannot be used
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const clock = options.clock ?? systemClock
  const log = options.log ?? silentLog
  const safeMode = options.safeMode === true
  const fileSystems = options.fileSystems ?? systemFileSystems
  const models = openCatalogModels(options.modelsFolder ?? resources.modelsFolder(), { safeMode, log })
  const store = openStore(
    options.catalogPath,
    { readOnly: options.readOnly === true, now: clock.now(), fileSystems },
    models.attach,
  )
  const { registry, model } = models
  const { catalog } = store
  for (const trouble of catalog.troubles) log.warn({ code: trouble.code }, 'catalog opened with a trouble')
  if (store.damage !== null) log.error({ code: store.damage.code }, 'catalog is damaged')
  if (model.trouble !== null) log.error({ model: model.trouble.message }, 'another model is used')
  if (catalog.repaired.length > 0) log.warn({ repaired: catalog.repaired }, 'made again')
  const { emit, on, subscribe } = createAnnouncements()
  if (store.canWrite) {
    const { id, trunkSha256, parent } = model.manifest
    ensureModelVersion(store.db, { id, trunkSha256, parent, now: clock.now() })
  }

  const paths = catalogPaths(options.catalogPath)
  const providers = providersIn(dirname(paths.catalog))
  const predictor = once<Predictor>(async () =>
    predictorWith(model.load(), model.answers, { memory: providers }),
  )
  const appVersion = resources.version()
  const pictures = once<Pictures>(() => {
    const bans = bansOf(store.db, appVersion).map(({ contentHash, code }) => ({
      sha256: contentHash.toString('hex'),
      code: code as Ban['code'],
    }))
    return Promise.resolve(createPictures({ input: model.manifest.input, bans }))
  })
  const genres = loadGenreTable(resources.genreNames())
  const damage = watchDamage(store, () => emit('app.changed', {}))
  const jobs = new JobQueue({
    definitions: [
      scanJob({
        store,
        appVersion,
        genres,
        clock,
        fileSystems,
        pictures: pictures.get,
        predictor: predictor.get,
        onRootsChanged: () => emit('folders.changed', {}),
      }),
      bulkLabelsJob({ store, clock }),
      teachJob({ store, clock, registry, model }),
      useModelJob({ store, clock, registry, model }),
      acceptNfoJob({ store, clock }),
      writeNfoJob({ store, genres, clock, catalogPath: paths.catalog }),
    ],
    store: new JobStore(store.db),
    readOnly: !store.canWrite,
    clock,
    log,
    explain: damage.explain,
    onChange: (job) => emit('job.changed', job),
  })
  const backups = openBackupKeeper({ store, clock, log, onDamage: () => damage.noteCatalog() })
  const explainer = openExplainer(model.load)
  const space = {
    dimensions: model.manifest.outputs.dimensions,
    trunkSha256: model.manifest.trunkSha256,
    preprocessVersion: PREPROCESS_VERSION,
  }
  const neighbours = openNeighbours(store, space)
  const isComputing = () => jobs.isRunning('scan', () => true)
  const own = openOwnHeads({
    store,
    neighbours,
    space,
    log,
    isComputing,
    onChange: () => emit('own.changed', {}),
  })
  const context: EngineContext = {
    version: appVersion,
    store,
    jobs,
    registry,
    get manifest() {
      return model.manifest
    },
    get modelTrouble() {
      return model.trouble
    },
    model,
    providers,
    isComputing,
    genres,
    clock,
    log,
    fileSystems,
    safeMode,
    paths,
    logsFolder: options.logsFolder ?? null,
    samplesPath: resources.samplesFolder(),
    predictor: predictor.get,
    pictures: pictures.get,
    explainer,
    neighbours,
    own,
    emit,
  }
  store.onChange((change) => {
    emit('catalog.changed', change)
  })

  const handle = async (
    name: string,
    params: unknown,
    call: { signal?: CancelSignal } = {},
  ): Promise<unknown> => {
    if (!isMethodName(name)) throw new AppError('app/unknown-method', name.slice(0, 80))
    const parsed = parseParams(name, params)
    if (CONTRACT[name].access === 'write' && !store.canWrite) throw store.refusal()
    const run = HANDLERS[name] as (context: EngineContext, params: unknown, signal: AbortSignal) => unknown
    try {
      return await run(context, parsed, abortSignalOf(call.signal))
    } catch (thrown) {
      const error = damage.explain(thrown)
      if (!(error instanceof AppError)) log.error({ error, method: name }, 'method failed')
      throw error
    }
  }
  if (options.resumeJobs === true && store.canWrite) jobs.resumeInterrupted()

  return {
    handle,
    call: <Name extends MethodName>(
      name: Name,
      params: MethodParams<Name>,
      call?: { signal?: CancelSignal },
    ) => handle(name, params, call) as Promise<MethodResult<Name>>,
    on,
    subscribe,
    async picture(kind, posterId) {
      try {
        return await (kind === 'thumb'
          ? thumbnailAnswer(context, posterId)
          : pictureAnswer(context, posterId))
      } catch (thrown) {
        // A card without its picture is all that is lost; what is wrong is told elsewhere.
        if (damage.explain(thrown) !== thrown) return null
        throw thrown
      }
    },
    async close(limitMs) {
      try {
        await jobs.close()
        await own.close()
        await Promise.all([explainer.close(), neighbours.close()])
        await pictures.ifMade((made) => made.close())
        await predictor.ifMade((made) => made.close())
        await backups.close(limitMs)
      } finally {
        store.close()
      }
    },
  }
}

/** @throws AppError `app/invalid` for what the contract does not take */
export function parseParams<Name extends MethodName>(name: Name, params: unknown): ParsedParams<Name> {
  const parsed = CONTRACT[name].params.safeParse(params)
  if (parsed.success) return parsed.data as ParsedParams<Name>
  const where = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new AppError('app/invalid', where === '' ? name : `${name}, ${where}`, { field: where })
}

/** A value made when first asked for; a failed attempt is tried again the next time. */
function once<Value>(make: () => Promise<Value>) {
  let made: Promise<Value> | null = null
  return {
    get: () => {
      made ??= make().catch((error: unknown) => {
        made = null
        throw error
      })
      return made
    },
    ifMade: async (use: (value: Value) => Promise<void>) => {
      const value = await made?.catch(() => null)
      if (value !== undefined && value !== null) await use(value)
    },
  }
}

function abortSignalOf(signal: CancelSignal | undefined): AbortSignal {
  if (signal instanceof AbortSignal) return signal
  const controller = new AbortController()
  if (signal?.aborted === true) controller.abort()
  signal?.addEventListener('abort', () => controller.abort(), { once: true })
  return controller.signal
}

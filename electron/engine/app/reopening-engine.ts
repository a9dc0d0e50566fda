import { statSync } from 'node:fs'
import type { MethodName, MethodParams, MethodResult } from '#shared/contract/contract.ts'
import { AppError } from '#shared/errors.ts'
import type { CancelSignal } from '#shared/util/cancel-signal.ts'
import { MIGRATIONS } from '../catalog/migrations/migrations.ts'
import type { CopyFacts } from '../catalog/verified-copy.ts'
import { isGoodCopy } from '../catalog/verified-copy.ts'
import { systemClock } from '../platform/clock.ts'
import { createAnnouncements } from './announcements.ts'
import type { Engine } from './engine-types.ts'
import type { EngineOptions } from './engine.ts'
import { openEngine, parseParams } from './engine.ts'
import { restoreCatalog } from './restore.ts'

/** So long is waited for calls that were made before; what takes longer is answered that the engine went. */
const SETTLE_LIMIT_MS = 3_000
/** Handed to the engine's close: no daily backup now, it might push out the one that is restored. */
const WITHOUT_BACKUP = 0

/**
 * An engine that can put a backup in its catalog's place: it closes, restores and opens again, under the same listeners.
 * Calls that come meanwhile wait. Where the restoring fails, the catalog is opened again as it was.
 * @param during runs what may stand still for long, so that a supervisor excuses it
 * @throws AppError as {@link openEngine}
 */
export async function openReopeningEngine(
  options: EngineOptions,
  during: <Value>(work: () => Promise<Value>) => Promise<Value> = (work) => work(),
): Promise<Engine> {
  const { emit, on, subscribe } = createAnnouncements()
  const underWay = new Set<Promise<unknown>>()
  const open = async (opening: EngineOptions) => {
    const engine = await openEngine(opening)
    engine.subscribe((name, payload) => emit(name, payload))
    return engine
  }
  let current = during(() => open(options))
  await current

  const reopened = async (before: Promise<Engine>, path: string) => {
    // A catalog that could not be opened again can still be replaced.
    const old = await before.catch(() => null)
    await Promise.race([Promise.allSettled([...underWay]), elapsed(SETTLE_LIMIT_MS)])
    await old?.close(WITHOUT_BACKUP)
    const now = (options.clock ?? systemClock).now()
    const [restored] = await Promise.allSettled([restoreCatalog(options.catalogPath, path, now)])
    return { engine: await open({ ...options, resumeJobs: false }), restored }
  }

  const restore = async ({ path }: MethodParams<'backup.restore'>): Promise<CopyFacts> => {
    if (options.readOnly === true) throw new AppError('catalog/read-only')
    // Looked at before anything is closed: a wrong choice disturbs nobody.
    if (!isPlainFile(path) || !isGoodCopy(path, MIGRATIONS.length))
      throw new AppError('backup/not-good', path)
    const before = current
    const next = during(() => reopened(before, path))
    current = next.then(({ engine }) => engine)
    // Its failure is told to the caller here, and to everyone who calls after.
    current.catch(() => undefined)
    const { engine, restored } = await next
    const { catalogRevision } = await engine.call('app.info', {})
    emit('app.changed', {})
    emit('folders.changed', {})
    emit('catalog.changed', { ids: null, catalogRevision })
    emit('settings.changed', {})
    emit('own.changed', {})
    if (restored.status === 'rejected') throw restored.reason
    return restored.value
  }
  let underRestore: Promise<unknown> | null = null
  /** At once where none is under way, so that whoever calls after has to wait. */
  const restoreInTurn = async (params: MethodParams<'backup.restore'>): Promise<CopyFacts> => {
    while (underRestore !== null) await underRestore.catch(() => undefined)
    const mine = restore(params)
    underRestore = mine
    return mine.finally(() => (underRestore = null))
  }

  /** Waiting for the end of a job is no reason to wait: closing ends it. */
  const noted = <Value>(work: Promise<Value>): Promise<Value> => {
    underWay.add(work)
    const forget = () => void underWay.delete(work)
    work.then(forget, forget)
    return work
  }
  const handle = async (
    name: string,
    params: unknown,
    call?: { signal?: CancelSignal },
  ): Promise<unknown> => {
    if (name === 'backup.restore') return restoreInTurn(parseParams('backup.restore', params))
    const engine = await current
    const work = engine.handle(name, params, call)
    return name === 'jobs.wait' ? work : noted(work)
  }
  return {
    handle,
    call: <Name extends MethodName>(
      name: Name,
      params: MethodParams<Name>,
      call?: { signal?: CancelSignal },
    ) => handle(name, params, call) as Promise<MethodResult<Name>>,
    on,
    subscribe,
    picture: async (kind, posterId) => noted((await current).picture(kind, posterId)),
    async close(limitMs) {
      await underRestore?.catch(() => undefined)
      await (await current.catch(() => null))?.close(limitMs)
    },
  }
}

/** A pipe would be waited on for ever. */
function isPlainFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function elapsed(limitMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, limitMs).unref())
}

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '#shared/errors.ts'
import type { BackupReason } from '../catalog/backups.ts'
import { listBackups, newBackupPath, pruneBackups } from '../catalog/backups.ts'
import { copyAside } from '../catalog/copy-aside.ts'
import { sql } from '../catalog/sql.ts'
import type { CatalogStore } from '../catalog/store.ts'
import type { CopyFacts } from '../catalog/verified-copy.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import { requireWritable } from '../platform/named-file.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
const FIRST_LOOK_MS = 30_000
const NEXT_LOOK_MS = 60 * 60 * 1_000

/** The last backup asked for of each open catalog. Two at once would take each other's unfinished file for a leftover. */
const lastAsked = new WeakMap<CatalogStore, Promise<unknown>>()

async function inTurn<Made>(store: CatalogStore, make: () => Promise<Made>): Promise<Made> {
  const before = lastAsked.get(store)
  const made = Promise.resolve(before).then(make)
  lastAsked.set(
    store,
    made.catch(() => undefined),
  )
  return made
}

/**
 * A copy of catalog.db, checked, and only then given its name.
 * @throws AppError `backup/exists` rather than overwrite a file; `file/not-writable`, `catalog/damaged`, `catalog/disk-full`
 */
export async function createBackup(store: CatalogStore, params: { file: string }): Promise<CopyFacts> {
  const file = resolve(params.file)
  return inTurn(store, async () => {
    if (existsSync(file)) throw new AppError('backup/exists', params.file)
    requireWritable(file)
    return copyAside({ from: store.catalog.path, to: file })
  })
}

interface KeepOptions {
  reason: BackupReason
  /** Epoch milliseconds, for its name. */
  now: number
  signal?: AbortSignal
}

/** A backup among the seven that are kept beside the catalog, after those that were asked for before. */
export async function keepBackup(store: CatalogStore, options: KeepOptions): Promise<string> {
  return inTurn(store, () => keepNow(store, options))
}

async function keepNow(store: CatalogStore, options: KeepOptions): Promise<string> {
  const { path } = store.catalog
  const stamp = stampOf(store)
  const to = newBackupPath(path, options.reason, options.now)
  await copyAside({ from: path, to }, options.signal)
  pruneBackups(path)
  if (store.canWrite) {
    store.write(() => {
      sql(store.db, `INSERT OR REPLACE INTO meta (key, value) VALUES ('backup_stamp', ?)`).run(stamp)
    })
  }
  return to
}

/** Looks after the daily backup while a writer has the catalog open. */
export interface BackupKeeper {
  /** Makes the day's backup if one is due: posters changed since the last, and it is a day old. */
  makeIfDue(): Promise<void>
  /** Stops looking. A backup under way is given this long, then stopped, and none begun at 0; a stopped one leaves nothing. */
  close(limitMs?: number): Promise<void>
}

export function openBackupKeeper(options: {
  store: CatalogStore
  clock: Clock
  log: Log
  /** Told when the copy shows that the catalog itself is damaged. */
  onDamage(error: AppError): void
}): BackupKeeper {
  const { store, clock, log } = options
  const stop = new AbortController()
  let underWay: Promise<void> | null = null

  const isDue = () => {
    if (!store.canWrite || store.columns.count === 0) return false
    const [last] = listBackups(store.catalog.path)
    const kept = sql(store.db, `SELECT value FROM meta WHERE key = 'backup_stamp'`).pluck().get()
    if (last !== undefined && kept === stampOf(store)) return false
    // A last backup in the future was made under a wrong clock.
    return last === undefined || Math.abs(clock.now() - last.at) >= DAY_MS
  }
  const make = async () => {
    try {
      // Whether it is due may change while another is made.
      await inTurn(store, async () => {
        if (isDue()) await keepNow(store, { reason: 'daily', now: clock.now(), signal: stop.signal })
      })
    } catch (error) {
      if (stop.signal.aborted) return
      if (error instanceof AppError && error.code === 'catalog/damaged') options.onDamage(error)
      // The next look tries again; work goes on without.
      log.error({ error }, 'backup failed')
    }
  }
  const makeIfDue = async () => {
    underWay ??= make().finally(() => (underWay = null))
    await underWay
  }
  const first = setTimeout(() => void makeIfDue(), FIRST_LOOK_MS)
  const next = setInterval(() => void makeIfDue(), NEXT_LOOK_MS)
  first.unref()
  next.unref()

  return {
    makeIfDue,
    async close(limitMs) {
      clearTimeout(first)
      clearInterval(next)
      if (limitMs === 0) stop.abort()
      const making = limitMs === 0 ? underWay : makeIfDue()
      const timer = limitMs === undefined ? null : setTimeout(() => stop.abort(), limitMs)
      await making
      if (timer !== null) clearTimeout(timer)
    },
  }
}

function stampOf(store: CatalogStore): string {
  return String(sql(store.db, `SELECT value FROM meta WHERE key = 'catalog_stamp'`).pluck().get())
}

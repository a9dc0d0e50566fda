import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import { refusalOfWrite } from '../platform/disk-full.ts'
import type { ModelLevels } from './levels.ts'
import { PosterColumns } from './columns.ts'
import { restoreColumns, saveColumns } from './columns-snapshot.ts'
import { SortOrders } from './filter.ts'
import { loadAllColumns, loadColumns } from './load-columns.ts'
import { sizeOf } from './header.ts'
import type { Catalog } from './open.ts'
import { BUSY_TIMEOUT_MS } from './open.ts'
import { OwnMarks } from './own-marks.ts'
import { removeWithCompanions } from './verified-copy.ts'

/** The model whose predictions are shown. */
export interface StoreModel {
  id: string
  levels: ModelLevels
}

/** What a writing transaction touched. */
export interface Changes {
  posterIds: Set<number>
  /** Another model is in use: every poster shows other predictions. */
  model?: StoreModel
  /** Other thresholds: what is called likely changes on every poster. */
  levels?: ModelLevels
}

export type ChangeListener = (change: { ids: number[] | null; catalogRevision: number }) => void

/** More ids than this are announced as "something changed" instead of by name. */
const MOST_NAMED_IDS = 500
export const LARGEST_WAL_BYTES = 256 * 1024 * 1024
const WRITES_BETWEEN_LOOKS = 64

/**
 * An open catalog with its columns. Every write goes through {@link CatalogStore.write}: one transaction, one new
 * revision, columns brought up to date, one announcement.
 */
export class CatalogStore {
  readonly catalog: Catalog
  readonly db: Database.Database
  readonly cache: Database.Database
  readonly columns: PosterColumns
  readonly orders: SortOrders
  readonly own: OwnMarks
  modelId: string
  revision: number
  /** Why nothing is written any more, and what to do: the file's own bytes are wrong. */
  damage: AppError | null = null
  /** cache.db was found damaged: it goes when the store closes, and the next start makes it again. */
  isCacheSpoiled = false
  private restoredStamp: string | null = null
  private writesSinceLook = 0
  private readonly listeners = new Set<ChangeListener>()

  constructor(catalog: Catalog, model: StoreModel) {
    this.catalog = catalog
    this.db = catalog.db
    this.cache = catalog.cache
    this.modelId = model.id
    this.columns = new PosterColumns(model.levels)
    this.orders = new SortOrders(this.columns)
    this.own = new OwnMarks(this.db, this.columns)
    this.revision = Number(
      this.db.prepare(`SELECT value FROM meta WHERE key = 'catalog_revision'`).pluck().get() ?? 0,
    )
    const state = this.state()
    if (restoreColumns(this.cache, state, this.columns)) this.restoredStamp = state.stamp
    else loadAllColumns(this.db, this.modelId, this.columns)
  }

  /** Leaves the columns for the next start where they changed, and closes the files. */
  close(): void {
    try {
      const state = this.canWrite && !this.isCacheSpoiled ? this.state() : null
      if (state !== null && state.stamp !== this.restoredStamp) saveColumns(this.cache, state, this.columns)
    } catch (error) {
      // A full disk or a spoiled file costs the next start half a second and nobody a verdict.
      if (!(error instanceof Database.SqliteError)) throw error
    } finally {
      this.catalog.close()
      if (this.isCacheSpoiled && !this.catalog.readOnly) removeWithCompanions(this.catalog.cachePath)
    }
  }

  private state(): { stamp: string; modelId: string } {
    const stamp = this.db.prepare(`SELECT value FROM meta WHERE key = 'catalog_stamp'`).pluck().get()
    return { stamp: String(stamp), modelId: this.modelId }
  }

  onChange(listener: ChangeListener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  get canWrite(): boolean {
    return !this.catalog.readOnly && this.damage === null
  }

  /** What a write is refused with: the damage, or that this is a reader. */
  refusal(): AppError {
    return this.damage ?? new AppError('catalog/read-only')
  }

  /**
   * Runs `work` in one immediate transaction. When it returns, what it wrote is on the disk.
   * @throws AppError `catalog/read-only` for a reader, `catalog/disk-full` when the disk has no room (rolled back),
   *   `catalog/damaged`
   */
  write<Result>(work: (changes: Changes) => Result): Result {
    if (!this.canWrite) throw this.refusal()
    const changes: Changes = { posterIds: new Set() }
    let result: Result
    try {
      result = this.db
        .transaction(() => {
          const value = work(changes)
          if (isOfPosters(changes)) this.bumpRevision()
          return value
        })
        .immediate()
    } catch (error) {
      throw refusalOfWrite(error)
    }
    if (isOfPosters(changes)) this.publish(changes)
    if (++this.writesSinceLook >= WRITES_BETWEEN_LOOKS) this.boundWal()
    return result
  }

  /**
   * Cuts a -wal back that grew because somebody kept reading. Tried without waiting: as long as they read it cannot be
   * done, and the next look tries again.
   */
  boundWal(limitBytes = LARGEST_WAL_BYTES): void {
    this.writesSinceLook = 0
    if (sizeOf(`${this.catalog.path}-wal`) <= limitBytes) return
    this.db.pragma('busy_timeout = 0')
    this.db.pragma('wal_checkpoint(TRUNCATE)')
    this.db.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  }

  /** Tells all who listen that pictures or embeddings were made again: what is seen changes, the catalog does not. */
  cacheRefilled(): void {
    this.tell(null)
  }

  private bumpRevision(): void {
    this.db.prepare(`UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'catalog_revision'`).run()
    this.db.prepare(`UPDATE meta SET value = hex(randomblob(8)) WHERE key = 'catalog_stamp'`).run()
  }

  private publish(changes: Changes): void {
    this.revision++
    const { model, levels = model?.levels } = changes
    if (model !== undefined) this.modelId = model.id
    const ids =
      model === undefined ? [...changes.posterIds] : [...this.columns.ids.subarray(0, this.columns.count)]
    loadColumns(this.db, this.modelId, this.columns, ids)
    this.own.invalidate()
    if (levels !== undefined) this.columns.setLevels(levels)
    this.tell(levels === undefined && ids.length <= MOST_NAMED_IDS ? ids : null)
  }

  private tell(ids: number[] | null): void {
    for (const listener of this.listeners) listener({ ids, catalogRevision: this.revision })
  }
}

function isOfPosters({ posterIds, levels, model }: Changes): boolean {
  return posterIds.size > 0 || levels !== undefined || model !== undefined
}

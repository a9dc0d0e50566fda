import Database from 'better-sqlite3'
import { AppError } from '#shared/errors.ts'
import type { GenreLevels } from './columns.ts'
import { PosterColumns } from './columns.ts'
import { restoreColumns, saveColumns } from './columns-snapshot.ts'
import { SortOrders } from './filter.ts'
import { loadAllColumns, loadColumns } from './load-columns.ts'
import type { Catalog } from './open.ts'

/** What a writing transaction touched. */
export interface Changes {
  posterIds: Set<number>
}

export type ChangeListener = (change: { ids: number[] | null; catalogRevision: number }) => void

/** More ids than this are announced as "something changed" instead of by name. */
const MOST_NAMED_IDS = 500

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
  readonly modelId: string
  revision: number
  private restoredStamp: string | null = null
  private readonly listeners = new Set<ChangeListener>()

  constructor(catalog: Catalog, model: { id: string; levels: GenreLevels }) {
    this.catalog = catalog
    this.db = catalog.db
    this.cache = catalog.cache
    this.modelId = model.id
    this.columns = new PosterColumns(model.levels)
    this.orders = new SortOrders(this.columns)
    this.revision = Number(
      this.db.prepare(`SELECT value FROM meta WHERE key = 'catalog_revision'`).pluck().get() ?? 0,
    )
    const state = this.state()
    if (restoreColumns(this.cache, state, this.columns)) this.restoredStamp = state.stamp
    else loadAllColumns(this.db, this.modelId, this.columns)
  }

  /** Leaves the columns for the next start where they changed, and closes the files. */
  close(): void {
    const state = this.state()
    if (!this.catalog.readOnly && state.stamp !== this.restoredStamp) {
      try {
        saveColumns(this.cache, state, this.columns)
      } catch (error) {
        // A full disk or a spoiled cache costs the next start half a second and nobody a verdict.
        if (!(error instanceof Database.SqliteError)) throw error
      }
    }
    this.catalog.close()
  }

  private state(): { stamp: string; modelId: string } {
    const stamp = this.db.prepare(`SELECT value FROM meta WHERE key = 'catalog_stamp'`).pluck().get()
    return { stamp: String(stamp), modelId: this.modelId }
  }

  onChange(listener: ChangeListener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /**
   * Runs `work` in one immediate transaction. When it returns, what it wrote is on the disk.
   * @throws AppError `catalog/read-only` for a reader, `catalog/disk-full` when the disk has no room (rolled back)
   */
  write<Result>(work: (changes: Changes) => Result): Result {
    if (this.catalog.readOnly) throw new AppError('catalog/read-only')
    const changes: Changes = { posterIds: new Set() }
    let result: Result
    try {
      result = this.db
        .transaction(() => {
          const value = work(changes)
          if (changes.posterIds.size > 0) this.bumpRevision()
          return value
        })
        .immediate()
    } catch (error) {
      if (error instanceof Database.SqliteError && error.code === 'SQLITE_FULL') {
        throw new AppError('catalog/disk-full')
      }
      throw error
    }
    if (changes.posterIds.size > 0) this.publish(changes)
    return result
  }

  private bumpRevision(): void {
    this.db.prepare(`UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'catalog_revision'`).run()
    this.db.prepare(`UPDATE meta SET value = hex(randomblob(8)) WHERE key = 'catalog_stamp'`).run()
  }

  private publish(changes: Changes): void {
    this.revision++
    const ids = [...changes.posterIds]
    loadColumns(this.db, this.modelId, this.columns, ids)
    const named = ids.length <= MOST_NAMED_IDS ? ids : null
    for (const listener of this.listeners) listener({ ids: named, catalogRevision: this.revision })
  }
}

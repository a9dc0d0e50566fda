import type { EngineEvents, EventName } from '../contract/contract.ts'

/** More changed posters than this are announced as "refetch" (null). */
export const MAX_ANNOUNCED_IDS = 500

/** An announcement that waits for a slow client. */
export type QueuedEvent = { [Name in EventName]: { name: Name; payload: EngineEvents[Name] } }[EventName]

/**
 * Events that wait for a slow client. Later ones replace or join earlier ones, so it stays small:
 * one entry for the catalog, one for the folders and the newest of each job.
 */
export class EventQueue {
  readonly #entries = new Map<string, QueuedEvent>()
  readonly #maxEvents: number

  constructor(maxEvents: number) {
    this.#maxEvents = maxEvents
  }

  get size(): number {
    return this.#entries.size
  }

  add(event: QueuedEvent): void {
    const key = event.name === 'job.changed' ? `${event.name} ${event.payload.id}` : event.name
    const earlier = this.#entries.get(key)
    if (event.name === 'catalog.changed' && earlier?.name === 'catalog.changed') {
      this.#entries.set(key, { name: event.name, payload: mergeChanges(earlier.payload, event.payload) })
      return
    }
    this.#entries.set(key, event)
    if (this.#entries.size > this.#maxEvents) {
      const [oldest] = this.#entries.keys()
      if (oldest !== undefined) this.#entries.delete(oldest)
    }
  }

  /** Takes out the one that has waited longest. */
  take(): QueuedEvent | null {
    for (const [key, event] of this.#entries) {
      this.#entries.delete(key)
      return event
    }
    return null
  }
}

type CatalogChange = EngineEvents['catalog.changed']

function mergeChanges(earlier: CatalogChange, later: CatalogChange): CatalogChange {
  const catalogRevision = Math.max(earlier.catalogRevision, later.catalogRevision)
  if (earlier.ids === null || later.ids === null) return { ids: null, catalogRevision }
  const ids = [...new Set([...earlier.ids, ...later.ids])]
  return { ids: ids.length > MAX_ANNOUNCED_IDS ? null : ids, catalogRevision }
}

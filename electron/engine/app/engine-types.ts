import type { EngineApi, EngineEvents, EventName } from '#shared/contract/contract.ts'
import type { CancelSignal } from '#shared/util/cancel-signal.ts'

/** Bytes of a picture for `poster://` or the web host; the etag changes whenever the bytes do. */
export interface PictureAnswer {
  bytes: Uint8Array
  mediaType: string
  etag: string
}

/** What a transport needs of an engine: untyped calls in, announcements out. */
export interface EngineServer {
  /**
   * Parses `params` by the contract's schema and runs the method.
   * @throws AppError `app/unknown-method`, `app/invalid` or the method's own refusal; anything else is a bug.
   */
  handle(name: string, params: unknown, options?: { signal?: CancelSignal }): Promise<unknown>
  /** Every event, for as long as the returned function has not been called. */
  subscribe(listener: <Name extends EventName>(name: Name, payload: EngineEvents[Name]) => void): () => void
}

/** The engine in process. */
export interface Engine extends EngineApi, EngineServer {
  /** Null: no such poster, no picture yet, or (for `picture`) a file that no longer matches its row. */
  picture(kind: 'thumb' | 'picture', posterId: number): Promise<PictureAnswer | null>
  /**
   * Stops jobs (they stay resumable), waits for workers to exit, makes the day's backup if it is due, and closes the
   * files.
   * @param limitMs how long the backup may take before it is left for the next time; 0: none is begun
   */
  close(limitMs?: number): Promise<void>
}

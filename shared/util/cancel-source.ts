import type { CancelSignal } from './cancel-signal.ts'

/** What AbortController is elsewhere: makes a signal and can raise it, once. */
export interface CancelSource {
  readonly signal: CancelSignal
  /** Tells every listener; later calls do nothing. */
  cancel(): void
}

export function createCancelSource(): CancelSource {
  const listeners = new Set<() => void>()
  let aborted = false
  return {
    signal: {
      get aborted() {
        return aborted
      },
      // Every listener is told at most once because the source fires at most once: `once` needs no handling.
      addEventListener: (_type, listener) => {
        if (!aborted) listeners.add(listener)
      },
      removeEventListener: (_type, listener) => {
        listeners.delete(listener)
      },
    },
    cancel: () => {
      if (aborted) return
      aborted = true
      const told = [...listeners]
      listeners.clear()
      for (const listener of told) listener()
    },
  }
}

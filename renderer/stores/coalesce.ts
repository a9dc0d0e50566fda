export interface Coalescer {
  /** Asks for a run: at once where the last one was long enough ago, else as soon as it was. */
  request(): void
  /** Forgets a run that was asked for and has not begun. */
  cancel(): void
}

/**
 * Turns a burst of requests into few runs: the first runs at once, those during a run or within `intervalMs` of its
 * start become one more. Runs never overlap. Failures are `run`'s to handle.
 */
export function createCoalescer(run: () => Promise<void>, intervalMs: number): Coalescer {
  let isRunning = false
  let isWanted = false
  let startedAtMs = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | null = null

  const schedule = () => {
    if (isRunning || timer !== null) return
    const waitMs = startedAtMs + intervalMs - performance.now()
    if (waitMs <= 0) void start()
    else timer = setTimeout(() => void start(), waitMs)
  }

  const start = async () => {
    timer = null
    isWanted = false
    isRunning = true
    startedAtMs = performance.now()
    try {
      await run()
    } finally {
      isRunning = false
      if (isWanted) schedule()
    }
  }

  return {
    request: () => {
      isWanted = true
      schedule()
    },
    cancel: () => {
      isWanted = false
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}

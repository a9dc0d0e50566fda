const FIRST_WAIT_MS = 300
const LONGEST_WAIT_MS = 8000

/** How long to wait before the next attempt to reconnect, after so many that failed in a row. */
export function reconnectWaitMs(failures: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.max(0, failures), LONGEST_WAIT_MS)
}

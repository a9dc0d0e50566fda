const LOOK_MS = 500
/** Below this, work that holds much memory is kept small. */
const SCARCE_MEGABYTES = 400

let lookedAt = -Infinity
let isScarce = false

/**
 * Whether this process can get little more memory, as its system or container says. Asking takes a tenth of a
 * millisecond, so an answer holds for half a second.
 */
export function isMemoryScarce(): boolean {
  const now = performance.now()
  if (now - lookedAt >= LOOK_MS) {
    lookedAt = now
    isScarce = process.availableMemory() / 1e6 < SCARCE_MEGABYTES
  }
  return isScarce
}

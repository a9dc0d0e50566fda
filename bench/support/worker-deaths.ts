import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** Node's own channel: every child process this one starts. */
const CHANNEL = 'child_process'

/**
 * Counts the child processes, of those started from now on, that end before `stop`. What replaces a dead worker hides
 * its death from whoever only reads results.
 */
export function watchDeaths(onDeath: () => void): { count: () => number; stop: () => void } {
  let count = 0
  let isOver = false
  const watch = (message: unknown) => {
    const { process: child } = message as { process: ChildProcess }
    // Before the listeners of whoever started it, which hand out what it held.
    child.prependOnceListener('exit', () => {
      if (isOver) return
      count++
      onDeath()
    })
  }
  subscribe(CHANNEL, watch)
  return {
    count: () => count,
    stop: () => {
      isOver = true
      unsubscribe(CHANNEL, watch)
    },
  }
}

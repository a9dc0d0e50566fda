export type ScheduleName = 'constant' | 'onecycle' | 'cosine'

/** One-cycle as Smith (2018) and PyTorch's defaults have it: rise over 30 %, from a 25th, to a 250,000th. */
const RISE = 0.3
const START_DIVISOR = 25
const END_DIVISOR = 10_000

/**
 * The factor of the highest learning rate at a step.
 * @param step from 0
 * @param steps of the whole run
 */
export function rateFactor(schedule: ScheduleName, step: number, steps: number): number {
  // A run of one step would only be its own end, where nothing is learned.
  if (schedule === 'constant' || steps <= 1) return 1
  const done = Math.min(1, step / (steps - 1))
  if (schedule === 'cosine') return cosine(1, 0, done)
  const start = 1 / START_DIVISOR
  return done < RISE
    ? cosine(start, 1, done / RISE)
    : cosine(1, start / END_DIVISOR, (done - RISE) / (1 - RISE))
}

function cosine(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2
}

import { setImmediate } from 'node:timers/promises'
import { AppError } from '#shared/errors.ts'

/**
 * Lets others have a turn, among them whoever cancels.
 * @throws AppError `app/cancelled`
 */
export async function turn(signal: AbortSignal): Promise<void> {
  await setImmediate()
  if (signal.aborted) throw new AppError('app/cancelled')
}

/** Work that can be left off wherever it yields, and comes to a result. */
export type Pieces<Result> = Generator<undefined, Result, undefined>

/** Does all of it without a pause. */
export function atOnce<Result>(pieces: Pieces<Result>): Result {
  for (;;) {
    const piece = pieces.next()
    if (piece.done === true) return piece.value
  }
}

/**
 * Does it with a turn for others between any two pieces.
 * @throws AppError `app/cancelled`
 */
export async function inTurns<Result>(pieces: Pieces<Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    const piece = pieces.next()
    if (piece.done === true) return piece.value
    await turn(signal)
  }
}

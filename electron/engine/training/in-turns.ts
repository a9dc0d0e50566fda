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

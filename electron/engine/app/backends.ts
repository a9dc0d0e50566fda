import type { MethodResult } from '#shared/contract/contract.ts'
import type { BackendInfo } from '#shared/contract/settings.ts'
import type { ListedBackend } from '../model/backends/choose-backend.ts'
import { availableBackends } from '../model/backends/choose-backend.ts'
import type { InstallNativeOptions } from '../model/backends/install-native.ts'
import { installNative } from '../model/backends/install-native.ts'
import type { Clock } from '../platform/clock.ts'
import { SharedRuns } from '../platform/shared-runs.ts'
import { inferenceBackends } from './inference-backends.ts'
import type { ModelTools } from './model-tools.ts'

/** A process for each backend is much to start at every question; a driver may be installed meanwhile. */
const TRIED_FOR_MS = 60_000

const trying = new SharedRuns<ListedBackend[]>()
let tried: { atMs: number; backends: ListedBackend[] } | null = null

/** What can train, tried in the last minute or now. */
async function trainingBackends(clock: Clock, signal: AbortSignal): Promise<ListedBackend[]> {
  if (tried !== null && clock.monotonicMs() - tried.atMs <= TRIED_FOR_MS) return tried.backends
  const backends = await trying.join('all', (ending) => availableBackends({ signal: ending }), signal)
  tried = { atMs: clock.monotonicMs(), backends }
  return backends
}

/**
 * What can run the model here, measured anew, and what can train one, tried in processes of their own.
 * @throws AppError `app/cancelled`
 */
export async function listBackends(
  tools: ModelTools,
  signal: AbortSignal,
): Promise<MethodResult<'backends.list'>> {
  const { backends: inference } = await inferenceBackends(tools, { isAnew: true, signal })
  const training = await trainingBackends(tools.clock, signal)
  return {
    backends: [
      ...inference,
      ...training.map((each): BackendInfo => ({ ...each, use: 'training', msPerImage: null })),
    ],
  }
}

/**
 * Installs TensorFlow for training: fetched, or built against one that lies on the machine.
 * @throws AppError `backend/download`, `backend/build`, `backend/no-library`, `backend/broken`, `catalog/disk-full`,
 * `app/cancelled`
 */
export async function installBackend(
  tools: ModelTools,
  options: Pick<InstallNativeOptions, 'library' | 'signal' | 'report'>,
): Promise<MethodResult<'backends.install'>> {
  await installNative(options)
  tried = null
  return listBackends(tools, options.signal)
}

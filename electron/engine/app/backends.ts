import type { MethodResult } from '#shared/contract/contract.ts'
import type { BackendInfo } from '#shared/contract/settings.ts'
import type { ListedBackend } from '../model/backends/choose-backend.ts'
import { availableBackends } from '../model/backends/choose-backend.ts'
import type { InstallNativeOptions } from '../model/backends/install-native.ts'
import { installNative } from '../model/backends/install-native.ts'
import { inferenceBackends } from './inference-backends.ts'
import type { ModelTools } from './model-tools.ts'

/** A process for each backend is much to start at every question; a driver may be installed meanwhile. */
const TRIED_FOR_MS = 60_000

let tried: { atMs: number; backends: Promise<ListedBackend[]> } | null = null

/** What can train, tried in the last minute or now. */
function trainingBackends(nowMs: number): Promise<ListedBackend[]> {
  if (tried === null || nowMs - tried.atMs > TRIED_FOR_MS) {
    tried = { atMs: nowMs, backends: availableBackends() }
  }
  return tried.backends
}

/** What can run the model here, measured anew, and what can train one, tried in processes of their own. */
export async function listBackends(tools: ModelTools): Promise<MethodResult<'backends.list'>> {
  const { backends: inference } = await inferenceBackends(tools, { isAnew: true })
  const training = await trainingBackends(tools.clock.monotonicMs())
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
  return listBackends(tools)
}

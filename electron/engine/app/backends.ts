import type { MethodResult } from '#shared/contract/contract.ts'
import type { BackendInfo } from '#shared/contract/settings.ts'
import { toErrorBody } from '#shared/errors.ts'
import { PREPROCESS_VERSION } from '../images/preprocess.ts'
import type { ListedBackend } from '../model/backends/choose-backend.ts'
import { availableBackends } from '../model/backends/choose-backend.ts'
import type { InstallNativeOptions } from '../model/backends/install-native.ts'
import { installNative } from '../model/backends/install-native.ts'
import { openPredictor } from '../model/predictor.ts'
import type { ModelTools } from './model-tools.ts'

const PROBES = 5
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

/** What can run the model here, measured on a fixed picture, and what can train one, tried in processes of their own. */
export async function listBackends(tools: ModelTools): Promise<MethodResult<'backends.list'>> {
  const inference = await inferenceBackends(tools)
  const training = await trainingBackends(tools.clock.monotonicMs())
  return {
    backends: [
      ...inference,
      ...training.map((each): BackendInfo => ({ ...each, use: 'training', msPerImage: null })),
    ],
  }
}

/** What can run the model here, measured on a fixed picture. Further backends come with later versions. */
export async function inferenceBackends(tools: ModelTools): Promise<BackendInfo[]> {
  return [await probeCpu(tools)]
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

async function probeCpu(tools: ModelTools): Promise<BackendInfo> {
  try {
    const predictor = await openPredictor(tools.registry, tools.manifest.id, {
      preprocessVersion: PREPROCESS_VERSION,
    })
    const { height, width } = predictor.manifest.input
    const tensor = Uint8Array.from({ length: height * width * 3 }, (_, at) => (at * 7) % 256)
    await predictor.embed([tensor])
    const started = tools.clock.monotonicMs()
    for (let probe = 0; probe < PROBES; probe++) await predictor.embed([tensor])
    const msPerImage = (tools.clock.monotonicMs() - started) / PROBES
    await predictor.close()
    const name = predictor.backend
    return {
      name,
      use: 'inference',
      description: null,
      available: true,
      reason: null,
      msPerImage,
      agrees: true,
    }
  } catch (error) {
    return {
      name: 'onnxruntime-cpu',
      use: 'inference',
      description: null,
      available: false,
      reason: toErrorBody(error).message,
      msPerImage: null,
      agrees: null,
    }
  }
}

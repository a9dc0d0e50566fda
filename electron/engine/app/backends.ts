import type { MethodResult } from '#shared/contract/contract.ts'
import { toErrorBody } from '#shared/errors.ts'
import { PREPROCESS_VERSION } from '../images/preprocess.ts'
import { openPredictor } from '../model/predictor.ts'
import type { ModelTools } from './model-tools.ts'

const PROBES = 5

/** What can run the model here, measured on a fixed picture. Further backends come with later versions. */
export async function listBackends(tools: ModelTools): Promise<MethodResult<'backends.list'>> {
  return { backends: [await probeCpu(tools)] }
}

async function probeCpu(tools: ModelTools): Promise<MethodResult<'backends.list'>['backends'][number]> {
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
    return { name: predictor.backend, available: true, reason: null, msPerImage, agrees: true }
  } catch (error) {
    return {
      name: 'onnxruntime-cpu',
      available: false,
      reason: toErrorBody(error).message,
      msPerImage: null,
      agrees: null,
    }
  }
}

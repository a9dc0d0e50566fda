import type { MethodResult } from '#shared/contract/contract.ts'
import { toErrorBody } from '#shared/errors.ts'
import type { EngineContext } from './context.ts'

const PROBES = 5

/** What can run the model here, measured on a fixed picture. Further backends come with later versions. */
export async function listBackends(context: EngineContext): Promise<MethodResult<'backends.list'>> {
  return { backends: [await probeCpu(context)] }
}

async function probeCpu(context: EngineContext): Promise<MethodResult<'backends.list'>['backends'][number]> {
  try {
    const predictor = await context.predictor()
    const { height, width } = predictor.manifest.input
    const tensor = Uint8Array.from({ length: height * width * 3 }, (_, at) => (at * 7) % 256)
    await predictor.embed([tensor])
    const started = context.clock.monotonicMs()
    for (let probe = 0; probe < PROBES; probe++) await predictor.embed([tensor])
    const msPerImage = (context.clock.monotonicMs() - started) / PROBES
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

import './no-telemetry.ts'
import type * as Runtime from 'onnxruntime-node'
import { AppError } from '#shared/errors.ts'

/**
 * ONNX Runtime, loaded when it is first needed, without its telemetry: nothing else may import it.
 * @throws AppError `model/no-backend` where the library does not load: another processor, or an older system
 */
export async function loadRuntime(): Promise<typeof Runtime> {
  try {
    return await import('onnxruntime-node')
  } catch (error) {
    throw new AppError('model/no-backend', error instanceof Error ? error.message.split('\n')[0] : undefined)
  }
}

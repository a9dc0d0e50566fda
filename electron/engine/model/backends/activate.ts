import * as tf from '@tensorflow/tfjs-core'
// Brings the gradients, which the core's bundle for Node leaves out.
import '@tensorflow/tfjs-layers'
import { useLeanGradients } from './lean-gradients.ts'
import type { TrainingBackendName } from './training-backend.ts'
import { unavailable } from './training-backend.ts'

/**
 * Makes a registered backend of TensorFlow.js the one in use.
 * @param registered its name there
 * @throws AppError `backend/unavailable`
 */
export async function activate(name: TrainingBackendName, registered: string): Promise<void> {
  useLeanGradients()
  const works = await tf.setBackend(registered).catch((error: unknown) => {
    throw unavailable(name, error)
  })
  if (!works) throw unavailable(name, 'it could not be started')
  await tf.ready()
}

import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { useTrainingOps } from '../layers/training-ops.ts'
import { activate } from './activate.ts'
import type { TrainingBackend } from './training-backend.ts'

/** Plain JavaScript: slow, everywhere, and the one the others are compared with. */
export async function startCpu(): Promise<TrainingBackend> {
  await activate('cpu', 'cpu')
  const backend = tf.backend()
  // It greets the first tensor in Node with advice to install another package.
  if (backend instanceof MathBackendCPU) Object.assign(backend, { firstUse: false })
  useTrainingOps()
  return { name: 'cpu', describe: () => 'plain JavaScript (1 thread)' }
}

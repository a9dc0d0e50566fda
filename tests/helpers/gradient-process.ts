/**
 * A process that works the gradient cases out on a backend: `node gradient-process.ts BACKEND [EVERY]` prints, as JSON,
 * value and gradients of every n-th case, and how many tensors were left behind.
 */
import * as tf from '@tensorflow/tfjs-core'
import { startBackend } from '#engine/model/backends/start-backend.ts'
import type { TrainingBackendName } from '#engine/model/backends/training-backend.ts'
import { evaluateGradients, GRADIENT_CASES } from './gradient-cases.ts'

const [name, every] = process.argv.slice(2)
await startBackend(name as TrainingBackendName, { threads: 1 })
const before = tf.memory().numTensors
const results: Record<string, number[][]> = {}
for (const [at, each] of GRADIENT_CASES.entries()) {
  if (at % Number(every ?? 1) === 0) results[each.name] = await evaluateGradients(each)
}
process.stdout.write(JSON.stringify({ results, left: tf.memory().numTensors - before }))

/**
 * A process that works the gradient cases out on a backend: `node gradient-process.ts BACKEND [EVERY]` prints, as JSON,
 * value and gradients of some cases, and how many tensors were left behind.
 */
import * as tf from '@tensorflow/tfjs-core'
import { startBackend } from '#engine/model/backends/start-backend.ts'
import type { TrainingBackendName } from '#engine/model/backends/training-backend.ts'
import { trainingOps } from '#engine/model/layers/training-ops.ts'
import { evaluateGradients, someGradientCases } from './gradient-cases.ts'

const [name, every] = process.argv.slice(2)
await startBackend(name as TrainingBackendName, { threads: 1 })
// TensorFlow's normalisation keeps a tensor from its first time on.
tf.tidy(() => void trainingOps().batchNormalize(tf.ones([1, 1, 2, 1]), tf.ones([1]), tf.ones([1]), 1e-3))
const before = tf.memory().numTensors
const results: Record<string, number[][]> = {}
for (const each of someGradientCases(Number(every ?? 1))) results[each.name] = await evaluateGradients(each)
process.stdout.write(JSON.stringify({ results, left: tf.memory().numTensors - before }))

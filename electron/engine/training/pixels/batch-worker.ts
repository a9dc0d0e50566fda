import { parentPort, workerData } from 'node:worker_threads'
import type { BatchAnswer, BatchThreadData, BatchThreadRequest } from './batch-pool.ts'
import { createRenderer } from './render-batch.ts'

/*
 * Makes batches on a thread of its own, one after the other. What was asked for before the round that is on now is
 * answered with nothing: the epoch it was for has been left.
 */
const { path, settings, round } = workerData as BatchThreadData
const renderer = createRenderer(path, settings)
let last = Promise.resolve()

parentPort?.on('message', (request: BatchThreadRequest) => {
  last = last.then(() => answer(request))
})

async function answer({ id, ...request }: BatchThreadRequest): Promise<void> {
  if (request.round !== Atomics.load(round, 0)) {
    parentPort?.postMessage({ id, batch: null } satisfies BatchAnswer)
    return
  }
  try {
    const batch = await renderer.batch(request)
    parentPort?.postMessage({ id, batch } satisfies BatchAnswer, [batch.pixels.buffer as ArrayBuffer])
  } catch (error) {
    parentPort?.postMessage({ id, error } satisfies BatchAnswer)
  }
}

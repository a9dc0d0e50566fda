/** A thread on which ONNX Runtime does nothing but run a model on the same pictures, for {@link BareOptions}. */
import { parentPort, workerData } from 'node:worker_threads'
import type { ModelManifest } from '#engine/model/manifest.ts'
import { loadRuntime } from '#engine/model/runtime.ts'

export interface BareOptions {
  path: string
  manifest: Pick<ModelManifest, 'input' | 'outputs'>
  threads: number
  batch: number
  runs: number
}

const { path, manifest, threads, batch, runs } = workerData as BareOptions
const { name, height, width } = manifest.input
const { InferenceSession, Tensor } = await loadRuntime()
const session = await InferenceSession.create(path, { intraOpNumThreads: threads, interOpNumThreads: 1 })
const pixels = Uint8Array.from({ length: batch * height * width * 3 }, (_, at) => (at * 31) % 251)
const feeds = { [name]: new Tensor('uint8', pixels, [batch, height, width, 3]) }
await session.run(feeds, [manifest.outputs.embedding])
parentPort?.once('message', () => {
  void (async () => {
    for (let run = 0; run < runs; run++) await session.run(feeds, [manifest.outputs.embedding])
    parentPort?.postMessage('done')
    parentPort?.close()
  })()
})
parentPort?.postMessage('ready')

import { parentPort, workerData } from 'node:worker_threads'
import type { EmbedMessage } from './embed-channel.ts'
import { serveEmbedder } from './embed-channel.ts'
import type { EmbedThreadData } from './embed-thread.ts'
import { createEmbedder } from './embed.ts'

/*
 * The network's thread: ONNX Runtime for Node computes on the thread that calls it, tens of milliseconds a batch, in
 * which the engine would answer nothing and the decoder run dry. It ends when the engine ends it.
 */
const { model, threads } = workerData as EmbedThreadData
const receive = serveEmbedder(
  createEmbedder(model, { threads }),
  (answer) => parentPort?.postMessage(answer),
  () => process.exit(),
)
parentPort?.on('message', (message: EmbedMessage) => receive(message))

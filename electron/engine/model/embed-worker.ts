import { parentPort, workerData } from 'node:worker_threads'
import { AppError, toErrorBody } from '#shared/errors.ts'
import { createEmbedder } from './embed.ts'
import type { EmbedAnswer, EmbedRequest, EmbedThreadData } from './embed-thread.ts'

/*
 * The network's thread: ONNX Runtime for Node computes on the thread that calls it, tens of milliseconds a batch, in
 * which the engine would answer nothing and the decoder run dry. It ends when the engine ends it.
 */
const { model, threads } = workerData as EmbedThreadData
const embedder = createEmbedder(model, { threads })
// A model that cannot be opened is the answer to the first request, not the end of this thread.
embedder.catch(() => undefined)

parentPort?.on('message', (request: EmbedRequest) => {
  void answer(request).then((message) => parentPort?.postMessage(message))
})

async function answer({ id, tensors }: EmbedRequest): Promise<EmbedAnswer> {
  try {
    return { id, vectors: await (await embedder).embed(tensors) }
  } catch (error) {
    return { id, refusal: error instanceof AppError ? toErrorBody(error) : null, error }
  }
}

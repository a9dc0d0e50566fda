import { parentPort, workerData } from 'node:worker_threads'
import { AppError, toErrorBody } from '#shared/errors.ts'
import { createEmbedder } from './embed.ts'
import type { EmbedAnswer, EmbedMessage, EmbedRequest, EmbedThreadData } from './embed-thread.ts'

/*
 * The network's thread: ONNX Runtime for Node computes on the thread that calls it, tens of milliseconds a batch, in
 * which the engine would answer nothing and the decoder run dry. It ends when the engine ends it.
 */
const { model, threads } = workerData as EmbedThreadData
const embedder = createEmbedder(model, { threads })
// A model that cannot be opened is the answer to the first request, not the end of this thread.
embedder.catch(() => undefined)

let isClosing = false
let last = Promise.resolve()

parentPort?.on('message', (message: EmbedMessage) => {
  if (message === 'close') {
    isClosing = true
    void last.then(() => process.exit())
    return
  }
  // One batch after the other: what is still waiting when the engine closes is not begun.
  last = last.then(async () => {
    if (!isClosing) parentPort?.postMessage(await answer(message))
  })
})

async function answer({ id, tensors }: EmbedRequest): Promise<EmbedAnswer> {
  try {
    return { id, vectors: await (await embedder).embed(tensors) }
  } catch (error) {
    return { id, refusal: error instanceof AppError ? toErrorBody(error) : null, error }
  }
}

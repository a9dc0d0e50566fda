import './no-telemetry.ts'
import { Worker } from 'node:worker_threads'
import { entryPath } from '../platform/entry-path.ts'
import type { EmbedAnswer, EmbedMessage } from './embed-channel.ts'
import { EmbedChannel } from './embed-channel.ts'
import type { Embedder } from './embed.ts'
import type { LoadedModel } from './registry.ts'

export interface EmbedThreadData {
  model: Pick<LoadedModel, 'manifest' | 'trunkBytes'>
  threads: number
}

/**
 * The same as `createEmbedder`, on a thread of its own: the engine goes on answering while the network computes.
 * Closing it rejects what was asked and waits for the batch under way: a thread that is ended inside the network
 * takes the whole process with it.
 */
export function openEmbedThread(model: EmbedThreadData['model'], { threads }: { threads: number }): Embedder {
  const { manifest, trunkBytes } = model
  const workerData: EmbedThreadData = { model: { manifest, trunkBytes }, threads }
  const worker = new Worker(entryPath('embed-worker', 'model/embed-worker.ts'), { workerData })
  // A thread that waits for work does not keep a finished command alive; a request under way does.
  worker.unref()
  const channel = new EmbedChannel(
    (message) => worker.postMessage(message),
    (isBusy) => (isBusy ? worker.ref() : worker.unref()),
  )
  worker.on('message', (answer: EmbedAnswer) => channel.receive(answer))
  worker.on('error', (error: Error) => channel.end(error))
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      channel.end(new Error('The network’s thread has ended'))
      resolve()
    })
  })

  return {
    embed: (tensors) => channel.ask(tensors),
    async close() {
      channel.end(new Error('The network’s thread is closed'))
      worker.ref()
      worker.postMessage('close' satisfies EmbedMessage)
      await exited
    },
  }
}

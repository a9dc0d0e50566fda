import { Worker } from 'node:worker_threads'
import type { ErrorBody } from '#shared/errors.ts'
import { fromErrorBody } from '#shared/errors.ts'
import { entryPath } from '../platform/entry-path.ts'
import type { Embedder } from './embed.ts'
import { BACKEND } from './embed.ts'
import type { LoadedModel } from './registry.ts'

export interface EmbedThreadData {
  model: Pick<LoadedModel, 'manifest' | 'trunkBytes'>
  threads: number
}

export interface EmbedRequest {
  id: number
  tensors: readonly Uint8Array[]
}

/** `close`: answer what came before, then end. */
export type EmbedMessage = EmbedRequest | 'close'

export type EmbedAnswer =
  { id: number; vectors: Float32Array[] } | { id: number; refusal: ErrorBody | null; error: unknown }

interface Waiting {
  resolve(vectors: Float32Array[]): void
  reject(error: unknown): void
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
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let ended: Error | null = null

  const rejectAll = (error: Error) => {
    ended = error
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('message', (answer: EmbedAnswer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0 && ended === null) worker.unref()
    if ('vectors' in answer) asked?.resolve(answer.vectors)
    else asked?.reject(answer.refusal === null ? answer.error : fromErrorBody(answer.refusal))
  })
  worker.on('error', rejectAll)
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      rejectAll(ended ?? new Error('The network’s thread has ended'))
      resolve()
    })
  })

  return {
    backend: BACKEND,
    embed: (tensors) =>
      new Promise((resolve, reject) => {
        if (ended !== null) {
          reject(ended)
          return
        }
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        worker.ref()
        worker.postMessage({ id, tensors } satisfies EmbedRequest)
      }),
    async close() {
      rejectAll(ended ?? new Error('The network’s thread is closed'))
      worker.ref()
      worker.postMessage('close' satisfies EmbedMessage)
      await exited
    },
  }
}

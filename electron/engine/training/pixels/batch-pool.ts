import { Worker } from 'node:worker_threads'
import { entryPath } from '../../platform/entry-path.ts'
import type { BatchRequest, RenderedBatch, RenderSettings } from './render-batch.ts'

export interface BatchThreadData {
  /** Of the cache's file. */
  path: string
  settings: RenderSettings
  /** One number, shared: requests of another round are not worth their work any more. */
  round: Int32Array
}

export interface BatchThreadRequest extends BatchRequest {
  id: number
  round: number
}

export type BatchAnswer = { id: number; batch: RenderedBatch | null } | { id: number; error: unknown }

/** Whoever makes batches. */
export interface BatchMaker {
  /** Null when it was dropped before it was begun. */
  make(request: BatchRequest): Promise<RenderedBatch | null>
  /** Forgets what was asked for and is not begun. */
  drop(): void
  close(): Promise<void>
}

interface Waiting {
  resolve(batch: RenderedBatch | null): void
  reject(error: unknown): void
}

/**
 * Threads that make batches, each in turn; begun with the first batch. They do not keep a process alive that has
 * nothing else to do.
 */
export function openBatchPool(data: Omit<BatchThreadData, 'round'>, count: number): BatchMaker {
  const round = new Int32Array(new SharedArrayBuffer(4))
  const waiting = new Map<number, Waiting>()
  const workers: Worker[] = []
  let lastId = 0
  let ended: Error | null = null

  const rejectAll = (error: Error) => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  const settle = (answer: BatchAnswer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0 && ended === null) for (const worker of workers) worker.unref()
    if ('batch' in answer) asked?.resolve(answer.batch)
    else asked?.reject(answer.error)
  }
  const begin = () => {
    const worker = new Worker(entryPath('batch-worker', 'training/pixels/batch-worker.ts'), {
      workerData: { ...data, round } satisfies BatchThreadData,
    })
    worker.on('message', settle)
    worker.on('error', rejectAll)
    worker.on('exit', () => {
      rejectAll(new Error('The thread that makes batches has ended'))
    })
    return worker
  }

  return {
    make: (request) =>
      new Promise((resolve, reject) => {
        if (ended !== null) {
          reject(ended)
          return
        }
        while (workers.length < count) workers.push(begin())
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        for (const worker of workers) worker.ref()
        const asked: BatchThreadRequest = { ...request, id, round: Atomics.load(round, 0) }
        workers[id % count]?.postMessage(asked)
      }),
    drop: () => {
      Atomics.add(round, 0, 1)
    },
    close: async () => {
      rejectAll(new Error('The batches are closed'))
      for (const worker of workers) worker.ref()
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

import { Worker } from 'node:worker_threads'
import { entryPath } from './entry-path.ts'

/*
 * The engine's heartbeat. It is sent by a thread of its own, because what it tells about is whether the engine's main
 * thread still turns: a loop that hangs could not say so itself.
 */

export interface HeartbeatData {
  /** Descriptor of the pipe to whoever supervises. */
  descriptor: number
  /** Int32: [0] turns of the main thread's loop, [1] excuses that hold just now. */
  shared: SharedArrayBuffer
  everyMs: number
}

/** One line of JSON on the pipe. */
export interface Beat {
  /** Since the main thread's loop turned last. */
  idleMs: number
  /** It is at work that may take long in one piece, such as a migration: no reason to end it. */
  excused: boolean
}

export interface Heartbeat {
  /** Excuses the main thread while `work` runs. */
  during<Result>(work: () => Promise<Result>): Promise<Result>
}

const TURN_MS = 250
const BEAT_MS = 500

/** Starts beating on a descriptor, until the process ends. A pipe whose other end is gone ends the process. */
export function startHeartbeat(descriptor: number): Heartbeat {
  const shared = new SharedArrayBuffer(8)
  const cells = new Int32Array(shared)
  const data: HeartbeatData = { descriptor, shared, everyMs: BEAT_MS }
  const worker = new Worker(entryPath('heartbeat-worker', 'platform/heartbeat-worker.ts'), {
    workerData: data,
  })
  worker.unref()
  const timer = setInterval(() => Atomics.add(cells, 0, 1), TURN_MS)
  timer.unref()
  return {
    async during(work) {
      Atomics.add(cells, 1, 1)
      try {
        return await work()
      } finally {
        Atomics.sub(cells, 1, 1)
      }
    },
  }
}

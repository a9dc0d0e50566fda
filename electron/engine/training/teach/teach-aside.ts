import { Worker } from 'node:worker_threads'
import { entryPath } from '../../platform/entry-path.ts'
import type { TeachInput } from './input.ts'
import type { TeachResult } from './teach.ts'

/**
 * {@link teach} in a thread of its own.
 * @throws the signal's reason when it is aborted, within a moment: nothing native runs there
 */
export async function teachAside(input: TeachInput, signal: AbortSignal): Promise<TeachResult> {
  signal.throwIfAborted()
  const worker = new Worker(entryPath('teach-worker', 'training/teach/teach-worker.ts'), {
    workerData: input,
  })
  const stop = () => void worker.terminate()
  signal.addEventListener('abort', stop)
  try {
    return await new Promise<TeachResult>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('The teaching thread has ended')))
    })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

import { Worker } from 'node:worker_threads'
import type { ErrorBody } from '#shared/errors.ts'
import { fromErrorBody } from '#shared/errors.ts'
import { entryPath } from '../platform/entry-path.ts'
import { sizeOf } from './header.ts'
import type { CopyFacts } from './verified-copy.ts'
import { copyVerified, removeWithCompanions } from './verified-copy.ts'

export interface CopyTask {
  from: string
  to: string
}

export type CopyAnswer = { facts: CopyFacts } | { refusal: ErrorBody; words: string }

/** Up to this size a copy takes less time than starting a thread for it. */
const INLINE_BYTES = 4 * 1024 * 1024

/**
 * A verified copy without keeping the engine from answering.
 * @param signal stops a copy under way; what it had written is removed
 * @throws AppError as {@link copyVerified}; the signal's reason
 */
export async function copyAside(task: CopyTask, signal?: AbortSignal): Promise<CopyFacts> {
  signal?.throwIfAborted()
  const size = sizeOf(task.from) + sizeOf(`${task.from}-wal`)
  if (size <= INLINE_BYTES) return copyVerified(task.from, task.to)
  const worker = new Worker(entryPath('copy-worker', 'catalog/copy-worker.ts'), { workerData: task })
  const stop = () => void worker.terminate()
  signal?.addEventListener('abort', stop)
  try {
    const answer = await new Promise<CopyAnswer>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => reject(new Error('The copying thread has ended')))
    })
    if ('facts' in answer) return answer.facts
    if (answer.refusal.code === 'internal') throw new Error(answer.words)
    throw fromErrorBody(answer.refusal)
  } catch (error) {
    if (signal?.aborted !== true) throw error
    removeWithCompanions(`${task.to}.partial`)
    throw signal.reason
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

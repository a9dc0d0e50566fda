import type { Engine } from '#engine/app/engine-types.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { ErrorBody } from '#shared/errors.ts'
import { fromErrorBody } from '#shared/errors.ts'
import { progressLine } from './progress.ts'
import type { Run } from './terminal.ts'
import { remark } from './terminal.ts'

/**
 * Starts a job, shows how far it is and waits for its end: done, or stopped by Ctrl+C.
 * @param stopping what is said when it is
 * @throws AppError what the job failed with
 */
export async function runJob(
  engine: Engine,
  run: Run,
  start: () => Promise<JobInfo>,
  stopping: string,
): Promise<JobInfo> {
  const progress = progressLine()
  const { id } = await start()
  const forget = engine.on('job.changed', (job) => {
    if (job.id === id) progress.show(job)
  })
  const cancel = () => {
    remark(stopping)
    void engine.call('jobs.cancel', { id })
  }
  if (run.signal.aborted) cancel()
  run.signal.addEventListener('abort', cancel, { once: true })
  const job = await engine.call('jobs.wait', { id })
  forget()
  progress.end()
  if (job.error !== null) throw fromErrorBody({ ...job.error, details: null } as ErrorBody)
  return job
}

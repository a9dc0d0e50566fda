import type { Engine } from '#engine/app/engine-types.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { ErrorBody } from '#shared/errors.ts'
import { fromErrorBody } from '#shared/errors.ts'
import { progressLine } from './progress.ts'
import type { Run } from './terminal.ts'
import { remark } from './terminal.ts'

/**
 * Shows how far a job is until it has ended; Ctrl+C stops it.
 * @param onStop said then, one sentence
 * @throws AppError that the job failed with
 */
export async function followJob(
  engine: Engine,
  run: Run,
  started: JobInfo,
  onStop: string,
): Promise<JobInfo> {
  const progress = progressLine()
  const forget = engine.on('job.changed', (job) => {
    if (job.id === started.id) progress.show(job)
  })
  const cancel = () => {
    remark(onStop)
    void engine.call('jobs.cancel', { id: started.id })
  }
  if (run.signal.aborted) cancel()
  run.signal.addEventListener('abort', cancel, { once: true })
  const job = await engine.call('jobs.wait', { id: started.id })
  forget()
  progress.end()
  if (job.error !== null) throw fromErrorBody({ ...job.error, details: null } as ErrorBody)
  return job
}

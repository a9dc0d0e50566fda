import { z } from 'zod'
import { method } from './define.ts'
import { none, rowId } from './values.ts'

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted'

export interface JobInfo {
  id: number
  kind: string
  state: JobState
  /** What it does, in words for the command line: "Scanning “Movies”". */
  title: string
  /** What it works on, for words in another language: the folder's name, how many posters. Null: everything. */
  subject: string | null
  /** `paused` while a person has it wait. */
  phase: string | null
  done: number
  total: number | null
  /** Items a second over the last seconds, null while unknown. */
  rate: number | null
  secondsLeft: number | null
  /** Items set aside so far. */
  problems: number
  createdAt: number
  startedAt: number | null
  endedAt: number | null
  error: { code: string; message: string } | null
  result: unknown
}

export const jobsContract = {
  'jobs.list': method<{ jobs: JobInfo[] }>()(
    'read',
    'Running jobs first, then the last fifty that ended.',
    none,
  ),
  'jobs.cancel': method<JobInfo>()(
    'write',
    'Stops a job within a second; what it did is kept.',
    z.strictObject({ id: rowId }),
  ),
  'jobs.pause': method<JobInfo>()(
    'write',
    'Stops a job within a second so that it can go on later: it is then interrupted, in the phase `paused`.',
    z.strictObject({ id: rowId }),
  ),
  'jobs.resume': method<JobInfo>()(
    'write',
    'Starts an interrupted, cancelled or failed job again where it stopped.',
    z.strictObject({ id: rowId }),
  ),
  'jobs.wait': method<JobInfo>()('read', 'Answers when the job has ended.', z.strictObject({ id: rowId })),
}

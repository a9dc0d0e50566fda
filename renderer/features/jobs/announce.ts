import type { JobInfo } from '#shared/contract/jobs.ts'

const QUIET_MS = 10_000

/**
 * Decides what of the jobs' progress is read aloud: a change of state at once, mere progress at most every ten
 * seconds over all jobs.
 */
export function createAnnouncer(): (job: JobInfo, nowMs: number) => boolean {
  const states = new Map<number, string>()
  let spokenAtMs = Number.NEGATIVE_INFINITY
  return (job, nowMs) => {
    const isNews = states.get(job.id) !== job.state
    states.set(job.id, job.state)
    if (!isNews && nowMs - spokenAtMs < QUIET_MS) return false
    spokenAtMs = nowMs
    return true
  }
}

import type { JobInfo } from '#shared/contract/jobs.ts'
import cliProgress from 'cli-progress'

/** Shows how far a job is. Nothing where stderr is no terminal. */
export interface ProgressLine {
  show(job: JobInfo): void
  end(): void
}

const PHASES: Readonly<Record<string, string>> = {
  looking: 'Looking for posters',
  registering: 'Registering',
  reading: 'Reading pictures',
  predicting: 'Predicting',
  saying: 'Giving verdicts',
  writing: 'Writing NFO files',
}

export function progressLine(): ProgressLine {
  if (!process.stderr.isTTY) return { show() {}, end() {} }
  const bar = new cliProgress.SingleBar({
    stream: process.stderr,
    format: '{phase} {bar} {done} {rate} {left}',
    hideCursor: true,
    clearOnComplete: true,
    barsize: 24,
    // A bar that nobody moves must not keep the process alive.
    noTTYOutput: false,
  })
  let isStarted = false
  return {
    show(job) {
      const total = job.total ?? 0
      const payload = {
        phase: (PHASES[job.phase ?? ''] ?? job.title).padEnd(20),
        done: job.total === null ? job.done.toLocaleString('en-GB') : `${job.done}/${job.total}`,
        rate: job.rate === null ? '' : `${Math.round(job.rate)}/s`,
        left: job.secondsLeft === null ? '' : `${Math.ceil(job.secondsLeft)} s left`,
      }
      if (!isStarted) bar.start(total, job.done, payload)
      isStarted = true
      bar.setTotal(total)
      bar.update(job.done, payload)
    },
    end() {
      if (isStarted) bar.stop()
    },
  }
}

/** Shows the phases of work that is no job. Nothing where stderr is no terminal. */
export interface PhaseLine {
  show(phase: string, done: number, total: number, figure?: string): void
  end(): void
}

export function phaseLine(): PhaseLine {
  if (!process.stderr.isTTY) return { show() {}, end() {} }
  const bar = new cliProgress.SingleBar({
    stream: process.stderr,
    format: '{phase} {bar} {value}/{total} {figure}',
    hideCursor: true,
    clearOnComplete: true,
    barsize: 24,
    noTTYOutput: false,
  })
  let isStarted = false
  return {
    show(phase, done, total, figure = '') {
      const payload = { phase: phase.padEnd(24), figure }
      if (!isStarted) bar.start(total, done, payload)
      isStarted = true
      bar.setTotal(total)
      bar.update(done, payload)
    },
    end() {
      if (isStarted) bar.stop()
      isStarted = false
    },
  }
}

import type { JobInfo } from '#shared/contract/jobs.ts'
import { countWords, numberWords } from '../../components/words.ts'

/** "1 min 40 s left"; empty while unknown. */
export function timeLeftWords(secondsLeft: number | null): string {
  if (secondsLeft === null || !Number.isFinite(secondsLeft)) return ''
  const seconds = Math.max(0, Math.round(secondsLeft))
  if (seconds < 60) return `${seconds} s left`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return minutes < 10 ? `${minutes} min ${seconds % 60} s left` : `${minutes} min left`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min left`
}

/** "34 posters a second"; empty while unknown or slower than one. */
export function rateWords(rate: number | null): string {
  if (rate === null || rate < 1) return ''
  return `${countWords(Math.round(rate), 'poster')} a second`
}

const PHASES: Readonly<Record<string, string>> = {
  looking: 'Looking for posters',
  registering: 'Adding posters',
  reading: 'Reading pictures',
  predicting: 'Predicting genres',
}

/** The line under the bar: what it does and how far it is. What is unknown is left out. */
export function progressWords(job: JobInfo): string {
  const { done, total } = job
  const phase = job.phase === null ? '' : (PHASES[job.phase] ?? '')
  if (job.state === 'queued') return 'Waiting for another job to end'
  if (total === null) return done > 0 ? `${phase}: ${numberWords(done)} so far` : phase || 'Beginning'
  return [`${numberWords(done)} of ${numberWords(total)}`, rateWords(job.rate) || phase]
    .filter((part) => part !== '')
    .join(' · ')
}

interface Counted {
  found?: unknown
  added?: unknown
  predicted?: unknown
}

/** What a scan that ended has done: "21 posters found, 21 new". */
export function resultWords(job: JobInfo): string {
  const { found, added, predicted } = (job.result ?? {}) as Counted
  if (typeof found !== 'number') return ''
  const parts = [`${countWords(found, 'poster')} found`]
  if (typeof added === 'number' && added > 0) parts.push(`${numberWords(added)} new`)
  if (typeof predicted === 'number' && predicted > 0) parts.push(`${numberWords(predicted)} predicted`)
  return parts.join(', ')
}

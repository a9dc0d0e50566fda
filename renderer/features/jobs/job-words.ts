import type { JobInfo } from '#shared/contract/jobs.ts'
import type { Teaching } from '#shared/contract/teach.ts'
import { countText, numberWords } from '../../components/words.ts'
import { t } from '../../i18n.ts'
import { isActive, isPaused } from '../../stores/jobs.ts'
import { engineText } from '../../words/engine-texts.ts'
import { outcomeWords } from '../teach/teach-words.ts'
import { scanReportOf } from './skip-words.ts'

/** "1 min 40 s left"; empty while unknown. */
export function timeLeftWords(secondsLeft: number | null): string {
  if (secondsLeft === null || !Number.isFinite(secondsLeft)) return ''
  const whole = Math.max(0, Math.round(secondsLeft))
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  if (hours > 0) return t('jobs.left.hours', { hours, minutes })
  if (minutes === 0) return t('jobs.left.seconds', { seconds })
  return minutes < 10
    ? t('jobs.left.minutesSeconds', { minutes, seconds })
    : t('jobs.left.minutes', { minutes })
}

/** "34 posters a second"; empty while unknown or slower than one. */
export function rateWords(rate: number | null): string {
  return rate === null || rate < 1 ? '' : countText('jobs.rate', Math.round(rate))
}

/** Jobs of the model: they change nothing before they are through. */
const MODEL_KINDS = { teach: 'teach', 'use-model': 'useModel' } as const

/** Whether it learns from verdicts. */
export function isTeaching({ kind }: JobInfo): boolean {
  return kind === 'teach'
}

/** Whether it gives verdicts on many posters: what of it was done is saved, and one act. */
function isOfVerdicts(kind: string): boolean {
  return kind === 'bulk-labels' || kind === 'accept-nfo'
}

/** What a job does, or did: "Scanning “Movies”", "Scan of “Movies”". A kind of a later version says it itself. */
export function titleWords(job: JobInfo): string {
  const { kind, subject, title } = job
  const tense = isActive(job) || isPaused(job) ? 'doing' : 'done'
  if (kind === 'scan')
    return subject === null ? t(`jobs.${tense}.scanAll`) : t(`jobs.${tense}.scan`, { subject })
  if (Object.hasOwn(MODEL_KINDS, kind)) {
    return t(`jobs.${tense}.${MODEL_KINDS[kind as keyof typeof MODEL_KINDS]}`)
  }
  if (kind === 'write-nfo') return t(`jobs.${tense}.writeNfo`)
  if (!isOfVerdicts(kind)) return title
  const count = Number(subject ?? NaN)
  if (kind === 'accept-nfo') return countText(`jobs.${tense}.acceptNfo`, count)
  return Number.isNaN(count) ? t(`jobs.${tense}.bulkLabelsAny`) : countText(`jobs.${tense}.bulkLabels`, count)
}

const PHASES = [
  'looking',
  'registering',
  'reading',
  'predicting',
  'saying',
  'writing',
  'learning',
  'comparing',
  'scoring',
] as const

function phaseWords(phase: string | null): string {
  const known = PHASES.find((name) => name === phase)
  return known === undefined ? '' : t(`jobs.phase.${known}`)
}

const joined = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ')

/** The line under the bar: how far it is and how fast. What is unknown is left out. */
export function progressWords(job: JobInfo): string {
  const { done, total, problems } = job
  const phase = phaseWords(job.phase)
  const isOfFiles = job.kind === 'write-nfo'
  if (job.state === 'queued') return t('jobs.phase.queued')
  if (total === null && done > 0 && phase !== '') return t('jobs.soFar', { phase, count: numberWords(done) })
  if (total === null) return phase === '' ? t('jobs.phase.beginning') : phase
  return joined([
    t('jobs.progress', { done: numberWords(done), total: numberWords(total) }),
    (isOfFiles ? '' : rateWords(job.rate)) || phase,
    problems === 0
      ? ''
      : isOfFiles
        ? countText('jobs.result.left', problems)
        : t('jobs.setAside', { count: numberWords(problems) }),
  ])
}

/** What an ended job's result may count; another version's may not. */
interface Counted {
  found?: unknown
  added?: unknown
  predicted?: unknown
  missing?: unknown
  changed?: unknown
  skipped?: unknown
  rescored?: unknown
  left?: unknown
  written?: unknown
  refused?: unknown
}

const countOf = (value: unknown) => (typeof value === 'number' ? value : 0)

/** What a job that ended has done: "21 posters found, 21 new". Empty where it left no account. */
export function resultWords(job: JobInfo): string {
  const { kind, result } = job
  if (isTeaching(job) && result !== null) return outcomeWords(result as Teaching)
  const counted = (result ?? {}) as Counted
  const some = (key: 'added' | 'predicted' | 'missing') => {
    const count = countOf(counted[key])
    return count === 0 ? '' : t(`jobs.result.${key}`, { count: numberWords(count) })
  }
  if (isOfVerdicts(kind) && typeof counted.changed === 'number') {
    return listed([countText('jobs.result.changed', counted.changed), rest('left', counted.skipped)])
  }
  if (kind === 'write-nfo' && typeof counted.written === 'number') {
    const refused = Array.isArray(counted.refused) ? counted.refused.length : 0
    return listed([countText('jobs.result.written', counted.written), rest('left', refused)])
  }
  if (typeof counted.rescored === 'number') {
    return listed([countText('jobs.result.rescored', counted.rescored), rest('unscored', counted.left)])
  }
  if (typeof counted.found !== 'number') return ''
  return listed([
    countText('jobs.result.found', counted.found),
    some('added'),
    some('predicted'),
    some('missing'),
  ])
}

const listed = (parts: readonly string[]) => parts.filter((part) => part !== '').join(', ')

function rest(key: 'left' | 'unscored', value: unknown): string {
  const count = countOf(value)
  return count === 0 ? '' : countText(`jobs.result.${key}`, count)
}

/** Of a change of many posters it is said how many have it: they are saved, the rest are as they were. */
function stoppedWords({ kind, done, total }: JobInfo, state: 'cancelled' | 'interrupted'): string {
  if (Object.hasOwn(MODEL_KINDS, kind) && state === 'cancelled') return t('jobs.ended.cancelledModel')
  if (!isOfVerdicts(kind) || total === null) return t(`jobs.ended.${state}`)
  return t(`jobs.ended.${state}Bulk`, { done: numberWords(done), total: numberWords(total) })
}

/** The one line that a job is told in, whatever its state. */
export function lineWords(job: JobInfo): string {
  if (isActive(job)) return progressWords(job)
  if (isPaused(job)) {
    if (job.total === null) return t('jobs.ended.pausedEarly')
    return t('jobs.ended.paused', { done: numberWords(job.done), total: numberWords(job.total) })
  }
  if (job.state === 'failed')
    return job.error === null ? t('jobs.ended.failed') : engineText(job.error.message)
  if (job.state === 'cancelled' || job.state === 'interrupted') return stoppedWords(job, job.state)
  return resultWords(job) || t('jobs.ended.nothing')
}

/** What went otherwise than usual, the first of it: the report has all. Empty where nothing did. */
export function warningWords({ result }: JobInfo): string {
  const message = scanReportOf(result)?.warnings[0]?.message
  return message === undefined ? '' : engineText(message)
}

/** Its state in a word. */
export function stateWord(job: JobInfo): string {
  return t(`jobs.state.${isPaused(job) ? 'paused' : job.state}`)
}

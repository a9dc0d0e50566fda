import type { Engine } from '#engine/app/engine-types.ts'
import type { JobInfo } from '#shared/contract/jobs.ts'
import type { TaughtModel, Teaching, TeachOutcome } from '#shared/contract/teach.ts'
import { teach as texts } from '#shared/messages/en/teach.ts'
import { followJob } from '../follow-job.ts'
import type { Run } from '../terminal.ts'
import { count, EXIT, percent, print, remark } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export interface TeachOptions {
  catalog?: string
  minLabels?: number
  promote: boolean
}

/** How well a model fits the verdicts: on films that nothing was learned from, and on all of them. */
export interface Fit {
  /** Mean log-loss of a film. */
  logLoss: number
  agrees: number
  verdicts: number
}

export interface TeachDocument {
  before: Fit | null
  after: Fit | null
  outcome: TeachOutcome
  promoted: boolean
  reasonCode: string
  reason: string
  changedFilms: number
  seconds: number
  /** In use at the end; null: none can be. */
  model: string | null
}

const STOPPING = 'Stopping. The model in use stays.'

/**
 * Learns from the catalog's verdicts, and takes what was learned into use only where it is better. Whatever else comes of
 * it is an answer, and exit 0.
 */
export async function teach(run: Run, options: TeachOptions): Promise<void> {
  const document = await withEngine({ catalog: options.catalog, readOnly: false }, (engine) =>
    teachWith(engine, run, options),
  )
  if (document === null) {
    run.exitCode = EXIT.interrupted
    print(run, { cancelled: true }, () => 'Stopped. The model in use is the one before.')
    return
  }
  print(run, document, () => inWords(document))
}

/**
 * The same on an engine that is open.
 * @returns null where it was stopped
 */
export async function teachWith(
  engine: Engine,
  run: Run,
  options: Omit<TeachOptions, 'catalog'>,
): Promise<TeachDocument | null> {
  const state = await engine.call('teach.state', {})
  const { model } = await engine.call('app.info', {})
  if (state.corrections < (options.minLabels ?? 0)) {
    const reason = `${count(state.corrections, 'verdict')} so far; --min-labels asks for ${options.minLabels}.`
    return { ...NOTHING, outcome: 'not-enough', reasonCode: 'min-labels', reason, model }
  }
  const taught = await followJob(engine, run, await engine.call('teach.start', {}), STOPPING)
  if (taught.state !== 'done') return null
  const teaching = taught.result as Teaching
  const isBetter = teaching.outcome === 'better' && options.promote
  if (teaching.outcome === 'better' && !isBetter && teaching.taught !== null)
    remark(`It is kept. To use it: onesheet models use ${teaching.taught.model}`)
  const used = isBetter ? await use(engine, run, teaching) : null
  if (isBetter && used?.state !== 'done') return null
  return {
    ...figuresOf(teaching.taught),
    outcome: teaching.outcome,
    promoted: isBetter,
    reasonCode: teaching.reason,
    reason: texts.reason[teaching.reason],
    seconds: teaching.seconds,
    model: isBetter ? (teaching.taught?.model ?? model) : model,
  }
}

async function use(engine: Engine, run: Run, { id }: Teaching): Promise<JobInfo> {
  return followJob(engine, run, await engine.call('teach.use', { teaching: id }), STOPPING)
}

const NOTHING = { before: null, after: null, promoted: false, changedFilms: 0, seconds: 0 } as const

function figuresOf(taught: TaughtModel | null): Pick<TeachDocument, 'before' | 'after' | 'changedFilms'> {
  if (taught === null) return { before: null, after: null, changedFilms: 0 }
  const { lossBefore, lossAfter, agreement, changes } = taught
  const { verdicts, before, after } = agreement
  return {
    before: { logLoss: lossBefore, agrees: before, verdicts },
    after: { logLoss: lossAfter, agrees: after, verdicts },
    changedFilms: changes.posters,
  }
}

const HEADINGS: Readonly<Record<TeachOutcome, string>> = {
  better: 'Better',
  unproven: 'Probably better, not proven',
  worse: 'Not better',
  'not-enough': 'Not enough',
}

function inWords({
  outcome,
  reason,
  promoted,
  before,
  after,
  changedFilms,
  model,
  seconds,
}: TeachDocument): string {
  const lines = [`${HEADINGS[outcome]}. ${reason}`]
  if (before !== null && after !== null) {
    const share = ({ agrees, verdicts }: Fit) => `${agrees} (${percent(agrees / Math.max(1, verdicts))})`
    lines.push(
      `It agrees with ${share(after)} of ${count(after.verdicts, 'verdict')} instead of ${share(before)}; ${count(changedFilms, 'poster')} ${promoted ? 'changed' : 'would change'}.`,
    )
  }
  if (outcome === 'unproven') remark('Look at what would change in the window, and decide there.')
  if (model !== null)
    lines.push(`Model ${model} is in use${seconds > 0 ? `; it took ${seconds.toFixed(1)} s` : ''}.`)
  return lines.join('\n')
}

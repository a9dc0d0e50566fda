import type { JobInfo } from '#shared/contract/jobs.ts'
import { AppError, toErrorBody } from '#shared/errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { JobDefinition, JobProgress } from './define.ts'
import { RateMeter } from './rate.ts'
import type { JobStore } from './store.ts'

const REPORT_INTERVAL_MS = 100
/** The phase of a job that a person has wait. */
const PAUSED = 'paused'

interface Running {
  info: JobInfo
  abort: AbortController
  /** A person has it wait. */
  isPaused: boolean
  ended: Promise<void>
}

export interface JobQueueOptions {
  definitions: readonly JobDefinition[]
  store: JobStore
  readOnly: boolean
  clock: Clock
  log: Log
  /** An error as a person should see it. */
  explain(error: unknown): unknown
  onChange(job: JobInfo): void
}

/** Runs jobs, one per lane at a time. A kind that is missing or defined twice stops the start. */
export class JobQueue {
  private readonly options: JobQueueOptions
  private readonly definitions = new Map<string, JobDefinition>()
  private readonly running = new Map<number, Running>()
  private readonly lanes = new Map<string, Promise<void>>()
  private closing = false
  private readonly interruptedIds: number[] = []
  /** Jobs whose end could not be saved: their row still says that they run. */
  private readonly unsaved = new Map<number, JobInfo>()

  constructor(options: JobQueueOptions) {
    this.options = options
    for (const definition of options.definitions) {
      if (this.definitions.has(definition.kind))
        throw new Error(`job kind ${definition.kind} is defined twice`)
      this.definitions.set(definition.kind, definition)
    }
    if (!options.readOnly) this.interruptedIds.push(...options.store.markInterrupted(options.clock.now()))
  }

  /** Queues a job and answers at once. */
  start(kind: string, rawParams: unknown): JobInfo {
    const definition = this.definition(kind)
    const params = definition.params.parse(rawParams)
    const info = this.options.store.add({
      kind,
      title: definition.title(params),
      subject: definition.subject(params),
      params,
      now: this.options.clock.now(),
    })
    return this.enqueue(definition, params, info)
  }

  /** @throws AppError `job/unknown`, `job/not-resumable` */
  resume(id: number): JobInfo {
    const info = this.get(id)
    if (!['interrupted', 'cancelled', 'failed'].includes(info.state)) throw new AppError('job/not-resumable')
    const definition = this.definition(info.kind)
    const params = definition.params.parse(this.options.store.paramsOf(id))
    return this.enqueue(definition, params, {
      ...info,
      state: 'queued',
      phase: null,
      endedAt: null,
      error: null,
      result: null,
    })
  }

  /** Goes on with the jobs that the last process left running; queued ones follow in their order. */
  resumeInterrupted(): void {
    for (const id of this.interruptedIds.splice(0)) this.resume(id)
  }

  /** @throws AppError `job/unknown` */
  get(id: number): JobInfo {
    const info = this.running.get(id)?.info ?? this.unsaved.get(id) ?? this.options.store.get(id)
    if (info === null || info === undefined) throw new AppError('job/unknown')
    return info
  }

  list(): JobInfo[] {
    return this.options.store
      .list(50)
      .map((job) => this.running.get(job.id)?.info ?? this.unsaved.get(job.id) ?? job)
  }

  isRunning(kind: string, matches: (params: unknown) => boolean): boolean {
    return [...this.running.values()].some(
      ({ info }) => info.kind === kind && matches(this.options.store.paramsOf(info.id)),
    )
  }

  /** A job that waits, paused, ends as well. */
  async cancel(id: number): Promise<JobInfo> {
    await this.stop(id, { isPaused: false })
    const info = this.get(id)
    if (info.state !== 'interrupted' || info.phase !== PAUSED) return info
    const cancelled: JobInfo = { ...info, state: 'cancelled', phase: null }
    this.options.store.save(cancelled)
    this.options.onChange(cancelled)
    return cancelled
  }

  /** Has a job wait until it is resumed, also over restarts. One that has ended stays as it is. */
  async pause(id: number): Promise<JobInfo> {
    await this.stop(id, { isPaused: true })
    return this.get(id)
  }

  private async stop(id: number, options: { isPaused: boolean }): Promise<void> {
    const running = this.running.get(id)
    if (running === undefined) return
    running.isPaused = options.isPaused
    running.abort.abort()
    await running.ended
  }

  /** Answers when the job has ended; at once when it has. */
  async wait(id: number): Promise<JobInfo> {
    await this.running.get(id)?.ended
    return this.get(id)
  }

  /** Stops everything; what ran can be resumed after the next start. */
  async close(): Promise<void> {
    this.closing = true
    for (const { abort } of this.running.values()) abort.abort()
    await Promise.all([...this.running.values()].map(({ ended }) => ended))
  }

  private definition(kind: string): JobDefinition {
    const definition = this.definitions.get(kind)
    if (definition === undefined) throw new Error(`no job kind ${kind}`)
    return definition
  }

  private enqueue(definition: JobDefinition, params: unknown, info: JobInfo): JobInfo {
    const abort = new AbortController()
    const running: Running = { info, abort, isPaused: false, ended: Promise.resolve() }
    const before = this.lanes.get(definition.lane) ?? Promise.resolve()
    running.ended = before.then(() => this.run(definition, params, running))
    this.lanes.set(definition.lane, running.ended)
    this.running.set(info.id, running)
    this.unsaved.delete(info.id)
    this.options.onChange(info)
    return info
  }

  private async run(definition: JobDefinition, params: unknown, running: Running): Promise<void> {
    const { clock, store, log } = this.options
    const meter = new RateMeter()
    let lastReport = -Infinity
    const update = (change: Partial<JobInfo>) => {
      running.info = { ...running.info, ...change }
    }
    const keep = (progress: JobProgress, note: unknown) => {
      store.save({ ...running.info, ...progress }, note)
    }
    const report = (progress: JobProgress) => {
      const now = clock.monotonicMs()
      meter.add(now, progress.done)
      const rate = meter.perSecond()
      const left =
        rate !== null && rate > 0 && progress.total !== null ? (progress.total - progress.done) / rate : null
      update({ ...progress, rate, secondsLeft: left })
      if (now - lastReport < REPORT_INTERVAL_MS) return
      lastReport = now
      this.options.onChange(running.info)
    }
    try {
      if (running.abort.signal.aborted) throw new AppError('app/cancelled')
      update({ state: 'running', startedAt: clock.now() })
      store.save(running.info)
      this.options.onChange(running.info)
      const { signal } = running.abort
      const note = store.noteOf(running.info.id)
      const result = await definition.run(params, { signal, report, note, keep })
      const stopped = running.abort.signal.aborted
      update({ ...(stopped ? this.stoppedAs(running) : { state: 'done' }), result: result ?? null })
    } catch (error) {
      const stopped = running.abort.signal.aborted
      if (!stopped) log.error({ error, job: running.info.kind }, 'job failed')
      update(stopped ? this.stoppedAs(running) : failureOf(this.options.explain(error)))
    }
    update({ endedAt: clock.now(), rate: null, secondsLeft: null })
    try {
      store.save(running.info)
    } catch (error) {
      // On a full disk or a drive that went. The next start finds the job interrupted.
      this.unsaved.set(running.info.id, running.info)
      log.error({ error, job: running.info.kind }, 'end of job not saved')
    }
    this.running.delete(running.info.id)
    this.options.onChange(running.info)
  }

  private stoppedAs(running: Running): Partial<JobInfo> {
    if (running.isPaused) return { state: 'interrupted', phase: PAUSED }
    return { state: this.closing ? 'interrupted' : 'cancelled' }
  }
}

/** A full disk pauses a job, as quitting does: with room again it goes on where it stopped. */
function failureOf(error: unknown): Pick<JobInfo, 'state' | 'error'> {
  const body = toErrorBody(error)
  return { state: body.code === 'catalog/disk-full' ? 'interrupted' : 'failed', error: body }
}

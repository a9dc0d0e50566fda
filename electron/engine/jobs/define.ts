import type { z } from 'zod'

/** What a running job tells: at most ten reports a second reach clients. */
export interface JobProgress {
  phase: string
  done: number
  total: number | null
  problems: number
}

export interface JobContext {
  /** Aborted by cancel and by quitting. A job stops within a second and leaves what it did. */
  signal: AbortSignal
  report(progress: JobProgress): void
  /** What the last run of this job kept, null at the first. */
  note: unknown
  /**
   * Saves how far the job is, and what it must know to go on from there. Called within a transaction it is saved with
   * what that writes, or not at all.
   * @param note anything that JSON can hold
   */
  keep(progress: JobProgress, note: unknown): void
}

/**
 * A kind of long work. Jobs of one lane run one after the other; `run` must be able to start again with the same
 * params after an interruption and continue where it stopped.
 */
export interface JobDefinition<Params = unknown, Result = unknown> {
  kind: string
  lane: 'scan' | 'train' | 'labels'
  params: z.ZodType<Params>
  title(params: Params): string
  /** What it works on, for words in another language; null: everything. */
  subject(params: Params): string | null
  run(params: Params, context: JobContext): Promise<Result>
}

export function defineJob<Params, Result>(
  definition: JobDefinition<Params, Result>,
): JobDefinition<Params, Result> {
  return definition
}

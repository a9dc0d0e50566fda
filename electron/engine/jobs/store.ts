import type Database from 'better-sqlite3'
import type { JobInfo, JobState } from '#shared/contract/jobs.ts'

interface JobRow {
  id: number
  kind: string
  state: JobState
  title: string
  params: string
  progress: string
  result: string | null
  error: string | null
  created_at: number
  started_at: number | null
  ended_at: number | null
}

/** The table `job`: what ran, what is running, and what a kill interrupted. */
export class JobStore {
  private readonly db: Database.Database

  constructor(db: Database.Database) {
    this.db = db
  }

  add(job: { kind: string; title: string; subject: string | null; params: unknown; now: number }): JobInfo {
    const { lastInsertRowid } = this.db
      .prepare(
        `INSERT INTO job (kind, state, title, params, progress, created_at) VALUES (?, 'queued', ?, ?, ?, ?)`,
      )
      .run(job.kind, job.title, JSON.stringify(job.params), JSON.stringify({ subject: job.subject }), job.now)
    return this.get(Number(lastInsertRowid)) as JobInfo
  }

  get(id: number): JobInfo | null {
    const row = this.db.prepare('SELECT * FROM job WHERE id = ?').get(id) as JobRow | undefined
    return row === undefined ? null : toInfo(row)
  }

  paramsOf(id: number): unknown {
    return JSON.parse(this.db.prepare('SELECT params FROM job WHERE id = ?').pluck().get(id) as string)
  }

  /** What a job kept to go on with, null where it kept nothing. */
  noteOf(id: number): unknown {
    const progress = this.db.prepare('SELECT progress FROM job WHERE id = ?').pluck().get(id) as string
    return (JSON.parse(progress) as { note?: unknown }).note ?? null
  }

  /** Running and queued first, then the last ones that ended. */
  list(limit: number): JobInfo[] {
    const rows = this.db
      .prepare(`SELECT * FROM job ORDER BY state IN ('running', 'queued') DESC, id DESC LIMIT ?`)
      .all(limit) as JobRow[]
    return rows.map(toInfo)
  }

  /** @param note what the job needs to go on; left out, what it kept stays */
  save(job: JobInfo, note: unknown = this.noteOf(job.id)): void {
    const { subject, phase, done, total, problems } = job
    this.db
      .prepare(
        `UPDATE job SET state = ?, progress = ?, result = ?, error = ?, started_at = ?, ended_at = ? WHERE id = ?`,
      )
      .run(
        job.state,
        JSON.stringify({ subject, phase, done, total, problems, note }),
        job.result === null ? null : JSON.stringify(job.result),
        job.error === null ? null : JSON.stringify(job.error),
        job.startedAt,
        job.endedAt,
        job.id,
      )
  }

  /**
   * Jobs that a dead process left running were interrupted.
   * @returns their ids, running ones first
   */
  markInterrupted(now: number): number[] {
    return this.db
      .transaction(() => {
        const ids = this.db
          .prepare(`SELECT id FROM job WHERE state IN ('running', 'queued') ORDER BY state = 'queued', id`)
          .pluck()
          .all() as number[]
        if (ids.length === 0) return ids
        this.db
          .prepare(`UPDATE job SET state = 'interrupted', ended_at = ? WHERE state IN ('running', 'queued')`)
          .run(now)
        return ids
      })
      .immediate()
  }
}

function toInfo(row: JobRow): JobInfo {
  const progress = JSON.parse(row.progress) as Partial<
    Pick<JobInfo, 'subject' | 'phase' | 'done' | 'total' | 'problems'>
  >
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    title: row.title,
    subject: progress.subject ?? null,
    phase: progress.phase ?? null,
    done: progress.done ?? 0,
    total: progress.total ?? null,
    rate: null,
    secondsLeft: null,
    problems: progress.problems ?? 0,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    error: row.error === null ? null : (JSON.parse(row.error) as JobInfo['error']),
    result: row.result === null ? null : (JSON.parse(row.result) as unknown),
  }
}

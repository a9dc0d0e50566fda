import type { Run } from '../terminal.ts'
import { print, table } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export async function jobs(run: Run, options: { catalog?: string }): Promise<void> {
  const result = await withEngine({ catalog: options.catalog, readOnly: true }, (engine) =>
    engine.call('jobs.list', {}),
  )
  print(run, result, () =>
    result.jobs.length === 0
      ? 'No jobs yet.'
      : table(
          ['Id', 'Job', 'State', 'Started', 'Problems'],
          result.jobs.map((job) => [
            job.id,
            job.title,
            job.error === null ? job.state : `${job.state}: ${job.error.message}`,
            job.startedAt === null ? '–' : new Date(job.startedAt).toLocaleString('en-GB'),
            job.problems,
          ]),
        ),
  )
}

import { resolve } from 'node:path'
import type { Engine } from '#engine/app/engine-types.ts'
import type { ScanReport } from '#shared/contract/scan.ts'
import { runJob } from '../run-job.ts'
import type { Run } from '../terminal.ts'
import { count, EXIT, inert, print, remark, table } from '../terminal.ts'
import { withEngine } from '../with-engine.ts'

export interface ScanOptions {
  catalog?: string
  predict: boolean
  acceptMissing?: boolean
  includeAllArt?: boolean
}

export async function scan(run: Run, folders: readonly string[], options: ScanOptions): Promise<void> {
  const report = await withEngine({ catalog: options.catalog, readOnly: false }, (engine) =>
    scanFolders(engine, run, folders, options),
  )
  const { cancelled, warnings, ...document } = report
  for (const { message } of warnings) remark(message)
  print(run, cancelled ? { ...document, cancelled } : document, () => inWords(report))
  const hasProblems =
    report.quarantined.some((item) => item.new) || report.roots.some((root) => root.state !== 'ok')
  run.exitCode = cancelled ? EXIT.interrupted : hasProblems ? EXIT.problems : EXIT.done
}

async function scanFolders(
  engine: Engine,
  run: Run,
  folders: readonly string[],
  options: ScanOptions,
): Promise<ScanReport> {
  const start = () =>
    engine.call('scan.start', {
      folders: folders.map((folder) => resolve(folder)),
      predict: options.predict,
      acceptMissing: options.acceptMissing === true,
      includeAllArt: options.includeAllArt === true,
    })
  const job = await runJob(engine, run, start, 'Stopping. What was done is kept; scan again to go on.')
  return job.result as ScanReport
}

function inWords(report: ScanReport): string {
  const { quarantined, skipped, roots } = report
  const changes: [number, string][] = [
    [report.added, 'added'],
    [report.changed, 'changed'],
    [report.moved, 'moved'],
    [report.unchanged, 'unchanged'],
    [quarantined.length, 'set aside'],
  ]
  const parts = changes
    .filter(([value]) => value > 0)
    .map(([value, word]) => `${value.toLocaleString('en-GB')} ${word}`)
  const lines = [
    `${count(report.found, 'poster file')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`,
    `${count(report.predicted, 'poster')} predicted in ${report.seconds.toFixed(1)} s.`,
  ]
  if (report.missing > 0) lines.push(`${count(report.missing, 'file')} missing; their verdicts are kept.`)
  if (skipped.length > 0) {
    lines.push(`Skipped: ${skipped.map(({ reason, count: many }) => `${many} ${reason}`).join(', ')}.`)
  }
  for (const root of roots)
    if (root.state !== 'ok') lines.push(`${inert(root.path)} (${root.state}): ${root.reason ?? ''}`)
  if (roots.some((root) => root.state === 'frozen'))
    lines.push('If that is right, scan with --accept-missing.')
  if (quarantined.length > 0) {
    lines.push(
      '',
      table(
        ['Set aside', 'Why'],
        quarantined.map((item) => [item.path, item.message]),
      ).trimEnd(),
    )
  }
  return lines.join('\n')
}

import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Engine } from '#engine/app/engine-types.ts'
import type { EngineOptions } from '#engine/app/engine.ts'
import { openEngine } from '#engine/app/engine.ts'
import type { MethodParams } from '#shared/contract/contract.ts'
import type { ListItem } from '#shared/contract/library.ts'
import type { ScanReport } from '#shared/contract/scan.ts'
import type { FilterInput } from '#shared/contract/values.ts'
import { temporaryFolder } from './temporary.ts'

/** The real engine on a catalog of the test's own; closed when the test has ended. */
export async function testEngine(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await openEngine({ catalogPath: join(temporaryFolder(), 'catalog.db'), ...options })
  onTestFinished(() => engine.close())
  return engine
}

/** Scans and waits for the end. A failed job throws. */
export async function scan(
  engine: Engine,
  folders: string[],
  options: Omit<MethodParams<'scan.start'>, 'folders'> = {},
): Promise<ScanReport> {
  const started = await engine.call('scan.start', { folders, ...options })
  const job = await engine.call('jobs.wait', { id: started.id })
  if (job.error !== null) throw new Error(`the scan failed: ${job.error.message}`)
  return job.result as ScanReport
}

/** All posters that match, by path. */
export async function listAll(engine: Engine, filter: FilterInput = { status: 'all' }): Promise<ListItem[]> {
  return (await engine.call('library.list', { filter, limit: 100_000 })).items
}

/** The one poster with a file whose path ends so. */
export async function posterAt(engine: Engine, pathEnd: string): Promise<ListItem> {
  const found = (await listAll(engine)).filter((item) =>
    item.files.some((file) => file.path.endsWith(pathEnd)),
  )
  const [poster] = found
  if (poster === undefined || found.length > 1) throw new Error(`${found.length} posters lie at ${pathEnd}`)
  return poster
}

/** Skips of a report by reason. */
export function skips(report: ScanReport): Record<string, number> {
  return Object.fromEntries(report.skipped.map(({ reason, count }) => [reason, count]))
}

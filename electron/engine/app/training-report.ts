import { join } from 'node:path'
import type { TrainingReport } from '#shared/domain/report.ts'
import { readReport } from '../training/report/read-report.ts'
import type { EngineContext } from './context.ts'

const reports = new Map<string, TrainingReport | null>()

/** The report of the model in use; null where it came without one. Read once: it does not change under its model. */
export function reportOf({ registry, manifest }: EngineContext): TrainingReport | null {
  const path = join(registry.folderOf(manifest.id), 'report.json')
  const held = reports.get(path)
  if (held !== undefined) return held
  const report = readReport(path)
  reports.set(path, report)
  return report
}

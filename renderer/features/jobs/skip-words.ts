import type { ScanReport } from '#shared/contract/scan.ts'
import { en } from '#shared/messages/en.ts'
import { t } from '../../i18n.ts'

type Reason = keyof (typeof en)['jobs']['reason']

function isReason(name: string): name is Exclude<Reason, 'other'> {
  return name !== 'other' && Object.hasOwn(en.jobs.reason, name)
}

/** Why files were left out, in words: `season-art` → "posters of seasons". */
export function reasonWords(reason: string): string {
  const name = reason.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return isReason(name) ? t(`jobs.reason.${name}`) : t('jobs.reason.other', { reason })
}

/** A scan's account, where a job's result is one. */
export function scanReportOf(
  result: unknown,
): Pick<ScanReport, 'skipped' | 'quarantined' | 'warnings'> | null {
  const report = result as Partial<ScanReport> | null
  if (report === null || !Array.isArray(report.skipped) || !Array.isArray(report.quarantined)) return null
  // A scan of an older version has no warnings.
  const { skipped, quarantined, warnings = [] } = report
  return { skipped, quarantined, warnings }
}

/** What was left out, the most first. */
export function skippedLines({ skipped }: Pick<ScanReport, 'skipped'>): { words: string; count: number }[] {
  return [...skipped]
    .sort((left, right) => right.count - left.count)
    .map(({ reason, count }) => ({ words: reasonWords(reason), count }))
}

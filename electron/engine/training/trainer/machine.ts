import { arch, cpus, platform, totalmem } from 'node:os'
import type { ReportMachine } from '#shared/domain/report.ts'

/** This machine, without its name or any place on it. */
export function describeMachine(backend: string): ReportMachine {
  const all = cpus()
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryBytes: totalmem(),
    platform: `${platform()} ${arch()}`,
    node: process.versions.node,
    backend,
  }
}

import { existsSync, readFileSync } from 'node:fs'
import { arch, availableParallelism, release, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import type { DoctorReport } from '#shared/contract/app.ts'
import { AppError } from '#shared/errors.ts'
import { LOG_NAME, withoutPaths } from '../platform/log.ts'
import { writeNamed } from '../platform/named-file.ts'
import { rotatedPaths } from '../platform/rotating-file.ts'

/** Of each log file, the end: what happened last. */
const MOST_LOG_CHARACTERS = 512 * 1024

/**
 * Writes what somebody who helps needs to know into one file of JSON, which its sender can read first: the doctor's
 * report, the machine and the log. Titles and paths are left out unless asked for.
 * @throws AppError `backup/exists` rather than overwrite a file, `file/not-writable`, `catalog/disk-full`
 */
export function saveDiagnostics(file: string, options: DiagnosticsOptions): { bytes: number } {
  const path = resolve(file)
  if (existsSync(path)) throw new AppError('backup/exists', file)
  const text = diagnosticsText(options)
  writeNamed(path, text)
  return { bytes: Buffer.byteLength(text) }
}

export interface DiagnosticsOptions {
  report: DoctorReport
  /** Null where no log is written. */
  logsFolder: string | null
  withTitles: boolean
}

/** The same as text. */
export function diagnosticsText({ report, logsFolder, withTitles }: DiagnosticsOptions): string {
  const bundle = {
    note: withTitles
      ? 'Made by Onesheet for somebody who helps: it names folders and films.'
      : 'Made by Onesheet for somebody who helps: without the names of folders and films.',
    machine: {
      system: `${process.platform} ${release()} ${arch()}`,
      cores: availableParallelism(),
      megabytes: Math.round(totalmem() / 1e6),
    },
    doctor: withTitles ? report : redacted(report),
    logs: (logsFolder === null ? [] : rotatedPaths(join(logsFolder, LOG_NAME)))
      .filter((each) => existsSync(each))
      .map((each) => linesOf(each, withTitles)),
  }
  return `${JSON.stringify(bundle, null, 2)}\n`
}

function redacted(report: DoctorReport): DoctorReport {
  return {
    ...report,
    catalog: {
      ...report.catalog,
      path: withoutPaths(report.catalog.path),
      integrity: withoutPaths(report.catalog.integrity),
    },
    problems: report.problems.map((problem) => ({ ...problem, message: withoutPaths(problem.message) })),
  }
}

/** The log may have been written with titles once; what cannot be told apart from a path goes as well. */
function linesOf(path: string, withTitles: boolean): string[] {
  const lines = readFileSync(path, 'utf8').slice(-MOST_LOG_CHARACTERS).trimEnd().split('\n')
  return withTitles ? lines : lines.map(withoutTold)
}

const TOLD = new Set(['title', 'path', 'file', 'details', 'dest'])

function withoutTold(line: string): string {
  try {
    return JSON.stringify(JSON.parse(line), (key, value: unknown) => {
      if (TOLD.has(key)) return '[Redacted]'
      return typeof value === 'string' ? withoutPaths(value) : value
    })
  } catch {
    // A line cut by the end of the file.
    return '[cut]'
  }
}

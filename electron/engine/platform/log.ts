import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'

/** The few calls of a pino logger that the engine makes. */
export interface Log {
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
}

/** Titles and paths stay out of the log: it may be sent to somebody else. */
const REDACTED = ['path', '*.path', 'title', '*.title', 'error.details']

/** A log that appends JSON lines to `engine.log` in a folder; errors are written whole, with their stacks. */
export function openLog(folder: string): Log {
  mkdirSync(folder, { recursive: true })
  return pino(
    { base: null, redact: REDACTED, serializers: { error: pino.stdSerializers.err } },
    pino.destination({ dest: join(folder, 'engine.log'), sync: true, mkdir: true }),
  )
}

export const silentLog: Log = { info() {}, warn() {}, error() {} }

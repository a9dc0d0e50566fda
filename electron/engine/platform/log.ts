import { join } from 'node:path'
import { pino } from 'pino'
import { AppError, ERROR_SENTENCES } from '#shared/errors.ts'
import { RotatingFile } from './rotating-file.ts'

/** The few calls of a pino logger that the engine makes. */
export interface Log {
  info(data: object, message: string): void
  warn(data: object, message: string): void
  error(data: object, message: string): void
}

/** Set to 1, the log carries titles and paths. By default it does not: it may be sent to somebody else. */
export const LOG_TITLES_VARIABLE = 'ONESHEET_LOG_TITLES'

const REDACTED = [
  'path',
  '*.path',
  'title',
  '*.title',
  'file',
  '*.file',
  'error.details',
  'error.path',
  'error.dest',
]

/** Name of the log in its folder. */
export const LOG_NAME = 'engine.log'

/**
 * A log of JSON lines in `engine.log` of a folder, put aside at 5 MB and kept three times; null writes to stderr. Errors
 * are written whole, with their stacks; titles and paths are left out unless {@link LOG_TITLES_VARIABLE} asks for them.
 */
export function openLog(folder: string | null, environment: NodeJS.ProcessEnv = process.env): Log {
  const isOpen = environment[LOG_TITLES_VARIABLE] === '1'
  const destination =
    folder === null ? pino.destination({ dest: 2, sync: true }) : new RotatingFile(join(folder, LOG_NAME))
  return pino(
    {
      base: null,
      redact: isOpen ? [] : REDACTED,
      serializers: { error: (error: unknown) => describeError(error, isOpen) },
    },
    destination,
  )
}

/** What the log keeps of an error: type, code, words and stack, without the paths in them. */
function describeError(error: unknown, isOpen: boolean): unknown {
  if (!(error instanceof Error)) return isOpen ? error : withoutPaths(String(error))
  const { type, message, stack, code, ...rest } = pino.stdSerializers.err(error)
  if (isOpen) return { type, code, message, stack, ...rest }
  const words = error instanceof AppError ? ERROR_SENTENCES[error.code] : withoutPaths(message)
  return { type, code, message: words, stack: withoutPaths(stack.replace(message, words)) }
}

/**
 * Replaces absolute paths in text: one in quotes up to the last such quote of its line, another up to the line's end,
 * because a film's name may hold anything. Lines of a stack, which end in a place of program code, stay.
 */
export function withoutPaths(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (/\.[cm]?[jt]s:\d+:\d+\)?$/.test(line)) return line
      return line
        .replace(/(['"`])(?:\/|[A-Za-z]:[\\/]|\\\\).*\1/, '$1‹path›$1')
        .replace(/(?<![\w'"`‹])(?:\/|[A-Za-z]:[\\/]|\\\\).*$/, '‹path›')
    })
    .join('\n')
}

export const silentLog: Log = { info() {}, warn() {}, error() {} }

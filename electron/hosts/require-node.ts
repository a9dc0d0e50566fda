import { ERROR_SENTENCES } from '#shared/errors.ts'

/**
 * The first thing an entry point calls, before it imports anything native: better-sqlite3 crashes
 * without a word on an older Node. Ends the process with one sentence.
 */
export function requireNode(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 14)) return
  process.stderr.write(`${ERROR_SENTENCES['app/node-too-old']}\n`)
  process.exit(1)
}

import { AppError, toErrorBody } from '#shared/errors.ts'
import { CommanderError } from 'commander'
import { buildProgram } from './program.ts'
import type { Run } from './terminal.ts'
import { EXIT, remark } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** Reads the parameters, runs the command and turns what was thrown into words and an exit code. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  const stop = new AbortController()
  const json = argv.includes('--json')
  const run: Run = { json, signal: stop.signal, exitCode: EXIT.done }
  const onInterrupt = () => {
    // Once: finish what is in hand and say what was done. Twice: now.
    if (stop.signal.aborted) process.exit(EXIT.interrupted)
    stop.abort()
  }
  process.on('SIGINT', onInterrupt)
  // A reader that has seen enough, such as `head`, is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  try {
    await buildProgram(run).parseAsync([...argv], { from: 'user' })
    return run.exitCode
  } catch (thrown) {
    if (thrown instanceof UsageError) return explainUsage(thrown, json)
    // Help and version were asked for and printed.
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return EXIT.done
    return explainFailure(thrown, run)
  } finally {
    process.off('SIGINT', onInterrupt)
  }
}

function explainUsage(error: UsageError, json: boolean): number {
  remark(error.message)
  remark(`Usage: ${error.usage}`)
  if (json) printJson({ error: { code: 'app/usage', message: error.message } })
  return EXIT.usage
}

function explainFailure(thrown: unknown, run: Run): number {
  const { code, message } = toErrorBody(thrown)
  const isInterrupted = run.signal.aborted
  if (run.json) printJson({ ...(isInterrupted ? { cancelled: true } : {}), error: { code, message } })
  else remark(message)
  // A bug: whoever reports it needs the stack.
  if (!(thrown instanceof AppError)) {
    process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`)
  }
  return isInterrupted ? EXIT.interrupted : EXIT.failed
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
}

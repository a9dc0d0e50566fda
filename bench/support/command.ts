import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { watchMemory } from './process-tree.ts'

export const HOME = join(import.meta.dirname, '../..')

export interface Ran {
  code: number | null
  stdout: string
  seconds: number
  /** Of the command and all it started. */
  peakMb: number | null
}

/** Runs a program to its end and watches its memory. Its words on stderr pass through when it fails. */
export async function runProgram(
  program: string,
  parameters: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ran> {
  const startedAt = performance.now()
  const child = spawn(program, parameters, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  const memory = child.pid === undefined ? null : watchMemory(child.pid)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code !== 0) process.stderr.write(stderr)
  return {
    code,
    stdout,
    seconds: (performance.now() - startedAt) / 1000,
    peakMb: memory?.peakMb() ?? null,
  }
}

/** Runs the built `onesheet` with a data folder of its own. */
export function onesheet(dataFolder: string, parameters: readonly string[]): Promise<Ran> {
  return runProgram(process.execPath, [join(HOME, 'scripts/onesheet.mjs'), ...parameters], {
    ONESHEET_DATA: dataFolder,
  })
}

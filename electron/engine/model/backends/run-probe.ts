import { spawn } from 'node:child_process'
import { entryPath } from '../../platform/entry-path.ts'
import type { ProbeAnswer, ProbeRequest } from './probe-wire.ts'
import { trainingEnvironment } from './training-environment.ts'

/** Longer than any backend that is worth having takes to begin; a card may compile its programs first. */
const LIMIT_MS = 60_000

export interface ProbeOptions {
  limitMs?: number
  /** Another process, for tests. */
  script?: string
  /** Besides that of this process. */
  environment?: Record<string, string>
  /** Ends the process and with it the try. */
  signal?: AbortSignal
}

/**
 * Tries a backend in a process of its own: whatever becomes of that process is the answer.
 */
export function runProbe(
  request: ProbeRequest,
  {
    limitMs = LIMIT_MS,
    script = entryPath('backend-probe', 'model/backends/probe.ts'),
    environment = {},
    signal,
  }: ProbeOptions = {},
): Promise<ProbeAnswer> {
  const child = spawn(process.execPath, [script], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: trainingEnvironment({ ...process.env, ...environment }),
  })
  return new Promise((resolve) => {
    const settle = (answer: ProbeAnswer): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      child.kill('SIGKILL')
      resolve(answer)
    }
    const refuse = (reason: string): void =>
      settle({ description: null, apart: null, msPerImage: null, reason })
    const stop = (): void => refuse('it was stopped')
    const timer = setTimeout(() => refuse(`it took longer than ${limitMs / 1000} s`), limitMs)
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted === true) stop()
    child.once('message', (answer) => settle(answer as ProbeAnswer))
    child.once('error', (error) => refuse(error.message))
    child.once('exit', (code, signal) => refuse(`its process ended with ${signal ?? `code ${code}`}`))
    child.send(request, (error) => {
      if (error) refuse(error.message)
    })
  })
}

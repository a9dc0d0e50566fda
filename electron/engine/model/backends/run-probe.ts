import { entryPath } from '../../platform/entry-path.ts'
import type { ProbeAnswer, ProbeRequest } from './probe-wire.ts'
import { processEnded, STOPPED, tookLongerThan } from './reasons.ts'
import { spawnComputing } from './spawn-computing.ts'

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
  const child = spawnComputing(script, { environment })
  return new Promise((resolve) => {
    const settle = (answer: ProbeAnswer): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      child.kill('SIGKILL')
      resolve(answer)
    }
    const refuse = (reason: string): void =>
      settle({ description: null, apart: null, msPerImage: null, reason })
    const stop = (): void => refuse(STOPPED)
    const timer = setTimeout(() => refuse(tookLongerThan(limitMs)), limitMs)
    signal?.addEventListener('abort', stop, { once: true })
    if (signal?.aborted === true) stop()
    child.once('message', (answer) => settle(answer as ProbeAnswer))
    child.once('error', (error) => refuse(error.message))
    child.once('exit', (code, signal) => refuse(processEnded(signal ?? `code ${code}`)))
    child.send(request, (error) => {
      if (error) refuse(error.message)
    })
  })
}

import type { ChildProcess, SerializationType } from 'node:child_process'
import { spawn } from 'node:child_process'
import { trainingEnvironment } from './training-environment.ts'

/**
 * A process of its own for what may crash: a driver, or a library built for other processors. It is spoken to by
 * messages alone; both ends are the same Node, so they may be of any kind.
 */
export function spawnComputing(
  script: string,
  options: { environment?: Record<string, string>; serialization?: SerializationType } = {},
): ChildProcess {
  const { environment = {}, serialization = 'json' } = options
  return spawn(process.execPath, [script], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization,
    env: trainingEnvironment({ ...process.env, ...environment }),
  })
}

import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { RpcClient } from '#shared/rpc.ts'
import { createRpcClient } from '#shared/rpc.ts'
import { pipeTransport } from '#shared/rpc/pipe-transport.ts'
import type { EngineFlags, Supervisor } from '../../electron/main/engine-supervisor.ts'
import { superviseEngine } from '../../electron/main/engine-supervisor.ts'

const CHILD = fileURLToPath(new URL('../../electron/hosts/engine-child.ts', import.meta.url))
const MAX_FRAME_BYTES = 64 * 1024 * 1024

type Pipes = [null, null, null, input: Writable, output: Readable, beats: Readable]

export interface SupervisedEngine {
  supervisor: Supervisor
  /** The process now, and a client that speaks with it. */
  child(): ChildProcess
  client(): RpcClient
  /** Settles with the next engine that is started. */
  next(): Promise<EngineFlags>
}

/** The real engine in a process of its own, under the shell's supervision. Ended when the test has ended. */
export function superviseChild(
  catalogPath: string,
  options: { beatLimitMs?: number; delaysMs?: number[]; environment?: Record<string, string> } = {},
): SupervisedEngine {
  let child: ChildProcess | null = null
  let client: RpcClient | null = null
  const waiting: ((flags: EngineFlags) => void)[] = []
  const supervisor = superviseEngine({
    beatLimitMs: options.beatLimitMs ?? 15_000,
    delaysMs: options.delaysMs ?? [50, 50, 50],
    spawn(flags) {
      const parameters = ['--catalog', catalogPath, '--heartbeat']
      if (flags.safeMode) parameters.push('--safe-mode')
      if (flags.resume) parameters.push('--resume')
      const spawned = spawn(process.execPath, [CHILD, ...parameters], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
        env: { ...process.env, ...options.environment },
      })
      child = spawned
      // The types know of five descriptors.
      const [, , , input, output, beats] = spawned.stdio as unknown as Pipes
      return {
        input,
        output,
        beats,
        kill: () => void spawned.kill('SIGKILL'),
        onceExited: (listener) => void spawned.once('exit', listener),
      }
    },
    onEngine({ input, output }, flags) {
      client = createRpcClient(pipeTransport(output, input, { maxFrameBytes: MAX_FRAME_BYTES }))
      for (const tell of waiting.splice(0)) tell(flags)
    },
  })
  onTestFinished(() => supervisor.stop())
  const must = <Value>(value: Value | null): Value => {
    if (value === null) throw new Error('no engine runs')
    return value
  }
  return {
    supervisor,
    child: () => must(child),
    client: () => must(client),
    next: () => new Promise((resolve) => waiting.push(resolve)),
  }
}

/** Ids of the processes that descend from one (Linux). */
export function descendantsOf(processId: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(Number(name)) === processId)
    .map(Number)
  return children.flatMap((child) => [child, ...descendantsOf(child)])
}

export function isRunning(processId: number): boolean {
  try {
    return !readFileSync(`/proc/${processId}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

function parentOf(processId: number): number | null {
  try {
    const fields = readFileSync(`/proc/${processId}/stat`, 'utf8').split(') ')[1]?.split(' ')
    return Number(fields?.[1])
  } catch {
    // It ended while we looked.
    return null
  }
}

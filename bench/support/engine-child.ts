import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { RpcClient } from '#shared/rpc.ts'
import { createRpcClient } from '#shared/rpc.ts'
import { pipeTransport } from '#shared/rpc/pipe-transport.ts'
import { HOME } from './command.ts'

const MAX_FRAME_BYTES = 64 * 1024 * 1024

export interface EngineChild {
  client: RpcClient
  /** SIGKILL for it and all it started. */
  kill(): void
  /** Closes its pipes, as the shell does, and waits. */
  end(): Promise<void>
  ended: Promise<void>
}

/** The built engine in a process group of its own. */
export function startEngineChild(catalogPath: string): EngineChild {
  const parameters = [join(HOME, 'out/engine/engine-child.mjs'), '--catalog', catalogPath]
  const child = spawn(process.execPath, parameters, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const client = createRpcClient(
    pipeTransport(child.stdio[4] as Readable, child.stdio[3] as Writable, { maxFrameBytes: MAX_FRAME_BYTES }),
  )
  return {
    client,
    ended,
    kill() {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    },
    async end() {
      client.close()
      await ended
    },
  }
}

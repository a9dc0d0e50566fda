import type { Readable, Writable } from 'node:stream'
import type { Engine } from '#engine/app/engine-types.ts'
import type { Log } from '#engine/platform/log.ts'
import { AppError } from '#shared/errors.ts'
import type { ServedEngine } from '#shared/rpc/serve.ts'
import { serveRpc } from '#shared/rpc/serve.ts'
import { withPictures } from './with-pictures.ts'
import { pipeTransport } from '#shared/rpc/pipe-transport.ts'

/** The engine could not be opened: every call is answered with the reason, so that the window can show it. */
function refusingEngine(reason: unknown): ServedEngine {
  return {
    handle: async () => {
      throw reason
    },
    subscribe: () => () => undefined,
  }
}

/**
 * Opens an engine and serves it over two pipes until the other side closes them; resolves when the engine is
 * closed again. A refusal to open (`catalog/busy`, …) is served as the answer to every call.
 */
export async function servePipes(options: {
  input: Readable
  output: Writable
  openEngine: () => Promise<Engine>
  log: Log
  /** Handed to the engine's `close`. */
  closeLimitMs?: number
}): Promise<void> {
  const { input, output, log } = options
  const transport = pipeTransport(input, output, {
    onBroken: (reason) => log.warn({ error: reason }, 'pipe broke'),
  })
  const ended = new Promise<void>((resolve) => transport.onClose(resolve))
  let engine: Engine | null = null
  let served: ServedEngine
  try {
    engine = await options.openEngine()
    served = withPictures(engine)
  } catch (thrown) {
    if (!(thrown instanceof AppError)) log.error({ error: thrown }, 'engine did not open')
    served = refusingEngine(thrown)
  }
  serveRpc(transport, served, {
    onInternalError: (thrown, method) => log.error({ error: thrown, method }, 'method failed'),
  })
  await ended
  await engine?.close(options.closeLimitMs)
}

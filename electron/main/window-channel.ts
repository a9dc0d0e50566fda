import type { Transport } from '#shared/rpc.ts'
import type { ServedEngine } from '#shared/rpc/serve.ts'
import { serveRpc } from '#shared/rpc/serve.ts'

/** The page at the other end; `send` is of `WebContents`. */
export interface PagePort {
  send(channel: 'onesheet:frame', connection: number, frame: Uint8Array): void
  send(channel: 'onesheet:closed', connection: number): void
  isDestroyed(): boolean
}

/**
 * The window's connection to the engine: one at a time, numbered, so that what an earlier page or an earlier engine
 * sent late is told from what belongs to this one.
 */
export interface WindowChannel {
  /** The number of a new connection, which ends the one before; null while there is no engine. */
  connect(page: PagePort): number | null
  receive(connection: number, frame: Uint8Array): void
  /** The page closed it, or all of it is over (the engine, the page). */
  close(connection?: number): void
}

export function createWindowChannel(engine: ServedEngine, hasEngine: () => boolean): WindowChannel {
  let lastNumber = 0
  let current: { number: number; end: PageEnd } | null = null

  const close = (connection?: number) => {
    if (current === null || (connection !== undefined && connection !== current.number)) return
    const { end } = current
    current = null
    end.transport.close()
  }

  return {
    connect(page) {
      close()
      if (!hasEngine()) return null
      lastNumber += 1
      const end = createPageEnd(page, lastNumber)
      current = { number: lastNumber, end }
      serveRpc(end.transport, engine)
      return lastNumber
    },
    receive(connection, frame) {
      if (connection === current?.number) current.end.deliver(frame)
    },
    close,
  }
}

interface PageEnd {
  transport: Transport
  deliver(frame: Uint8Array): void
}

function createPageEnd(page: PagePort, number: number): PageEnd {
  let onFrame: (frame: Uint8Array) => void = () => undefined
  let onClose: () => void = () => undefined
  let isClosed = false
  return {
    deliver: (frame) => onFrame(frame),
    transport: {
      send: (frame) => {
        if (!isClosed && !page.isDestroyed()) page.send('onesheet:frame', number, frame)
      },
      onFrame: (listener) => {
        onFrame = listener
      },
      onClose: (listener) => {
        onClose = listener
      },
      close: () => {
        if (isClosed) return
        isClosed = true
        if (!page.isDestroyed()) page.send('onesheet:closed', number)
        onClose()
      },
    },
  }
}
